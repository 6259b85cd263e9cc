/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.perplexityspring.embeddings;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * A vector to compare with others: {@code base64_int8} by {@link #cosineSimilarity},
 * {@code base64_binary} by {@link #hammingDistance}.
 * <p>
 * It holds the bytes that the service gave, which {@link #bytes()} gives to a store and
 * {@link #int8} or {@link #binary} takes back.
 *
 * @since 0.1.0
 */
public final class EmbeddingVector {

	private final byte[] bytes;

	private final EncodingFormat encodingFormat;

	private EmbeddingVector(byte[] bytes, EncodingFormat encodingFormat) {
		Assert.notNull(bytes, "'bytes' must not be null");
		this.bytes = bytes.clone();
		this.encodingFormat = encodingFormat;
	}

	/**
	 * Create a vector of {@code base64_int8}.
	 * @param bytes a component a byte, signed
	 * @return the vector
	 */
	public static EmbeddingVector int8(byte[] bytes) {
		return new EmbeddingVector(bytes, EncodingFormat.BASE64_INT8);
	}

	/**
	 * Create a vector of {@code base64_binary}.
	 * @param bytes a component a bit, least significant bit first
	 * @return the vector
	 */
	public static EmbeddingVector binary(byte[] bytes) {
		return new EmbeddingVector(bytes, EncodingFormat.BASE64_BINARY);
	}

	/**
	 * Return how similar two vectors of {@code base64_int8} are.
	 * @param other the other vector, of the same model and as long as this one
	 * @return {@code 1} for the same direction, {@code 0} for nothing in common,
	 * {@code -1} for the opposite direction; {@code 0} where a vector has no direction,
	 * as all of it is zero
	 * @throws IllegalArgumentException if the vectors cannot be compared in this way
	 */
	public double cosineSimilarity(EmbeddingVector other) {
		check("cosineSimilarity", EncodingFormat.BASE64_INT8, other);
		long product = 0;
		long squares = 0;
		long otherSquares = 0;
		for (int i = 0; i < this.bytes.length; i++) {
			product += this.bytes[i] * other.bytes[i];
			squares += this.bytes[i] * this.bytes[i];
			otherSquares += other.bytes[i] * other.bytes[i];
		}
		return (squares > 0 && otherSquares > 0) ? product / Math.sqrt((double) squares * otherSquares) : 0;
	}

	/**
	 * Return in how many components two vectors of {@code base64_binary} differ.
	 * @param other the other vector, of the same model and as long as this one
	 * @return {@code 0} for the same vector, up to {@link #dimensions()}
	 * @throws IllegalArgumentException if the vectors cannot be compared in this way
	 */
	public int hammingDistance(EmbeddingVector other) {
		check("hammingDistance", EncodingFormat.BASE64_BINARY, other);
		int distance = 0;
		for (int i = 0; i < this.bytes.length; i++) {
			distance += Integer.bitCount((this.bytes[i] ^ other.bytes[i]) & 0xFF);
		}
		return distance;
	}

	private void check(String method, EncodingFormat format, EmbeddingVector other) {
		Assert.isTrue(this.encodingFormat.equals(format) && other.encodingFormat.equals(format),
				() -> method + " compares vectors of '" + format + "', not '" + this.encodingFormat + "' with '"
						+ other.encodingFormat + "'");
		Assert.isTrue(this.bytes.length == other.bytes.length,
				() -> method + " compares vectors of the same model and length, not " + dimensions()
						+ " dimensions with " + other.dimensions());
	}

	/**
	 * Return the number of components.
	 * @return the number
	 */
	public int dimensions() {
		return (this.encodingFormat.equals(EncodingFormat.BASE64_BINARY)) ? this.bytes.length * Byte.SIZE
				: this.bytes.length;
	}

	/**
	 * Return what the bytes mean.
	 * @return {@code base64_int8} or {@code base64_binary}
	 */
	public EncodingFormat encodingFormat() {
		return this.encodingFormat;
	}

	/**
	 * Return the bytes, as a store would keep them.
	 * @return a copy of the bytes
	 */
	public byte[] bytes() {
		return this.bytes.clone();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof EmbeddingVector vector && this.encodingFormat.equals(vector.encodingFormat)
				&& Arrays.equals(this.bytes, vector.bytes);
	}

	@Override
	public int hashCode() {
		return 31 * this.encodingFormat.hashCode() + Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return "EmbeddingVector[dimensions=" + dimensions() + ", encodingFormat=" + this.encodingFormat + "]";
	}

}
