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

import java.util.Base64;
import java.util.BitSet;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.NotOnWire;
import io.github.perplexityspring.model.Wire;

/**
 * The vector of a text, encoded.
 * <p>
 * The response does not say how a vector is encoded, so the client notes what the request
 * asked for. A method that decodes another encoding than that refuses to: bytes of the
 * wrong encoding look like a vector and compare to nonsense. What was read from elsewhere
 * has no encoding until {@link #withEncodingFormat} says it.
 *
 * @param object the type of the object, {@code embedding}
 * @param index the number of the text in the request, or of the chunk in its document,
 * from 0
 * @param embedding the vector in Base64
 * @param encodingFormat how the vector is encoded, or {@code null} if that is not known
 * @since 0.1.0
 */
@ApiModel
public record Embedding(@Nullable String object, @Nullable Integer index, @Nullable String embedding,
		@NotOnWire @Nullable EncodingFormat encodingFormat) {

	/**
	 * Return the vector to compare it with others.
	 * @return the vector
	 * @throws IllegalStateException if there is no vector, or of an encoding that is not
	 * known
	 */
	public EmbeddingVector vector() {
		if (EncodingFormat.BASE64_BINARY.equals(this.encodingFormat)) {
			return EmbeddingVector.binary(bytes());
		}
		return EmbeddingVector.int8(int8());
	}

	/**
	 * Return the components of a {@code base64_int8} vector. They are not normalized: use
	 * cosine similarity, not the inner product.
	 * @return a component a byte, signed
	 * @throws IllegalStateException if there is no vector, or not of this encoding
	 */
	public byte[] int8() {
		return decode(EncodingFormat.BASE64_INT8);
	}

	/**
	 * Return the components of a {@code base64_int8} vector as {@code float}, unchanged.
	 * They are not normalized: use cosine similarity, not the inner product.
	 * @return the components, each {@code -128} to {@code 127}
	 * @throws IllegalStateException if there is no vector, or not of this encoding
	 * @see #normalizedFloats()
	 */
	public float[] floats() {
		return divide(int8(), 1);
	}

	/**
	 * Return the components of a {@code base64_int8} vector, divided by its length: for
	 * stores that know the inner product or the Euclidean distance only.
	 * @return the components of a vector of length 1; zeros stay zeros
	 * @throws IllegalStateException if there is no vector, or not of this encoding
	 */
	public float[] normalizedFloats() {
		byte[] components = int8();
		long squares = 0;
		for (byte component : components) {
			squares += component * component;
		}
		return divide(components, (squares > 0) ? Math.sqrt(squares) : 1);
	}

	/**
	 * Return the components of a {@code base64_binary} vector.
	 * @return a component a bit, in their order
	 * @throws IllegalStateException if there is no vector, or not of this encoding
	 */
	public BitSet bits() {
		return BitSet.valueOf(decode(EncodingFormat.BASE64_BINARY));
	}

	/**
	 * Return the bytes of the vector, whatever they mean.
	 * @return the bytes
	 * @throws IllegalStateException if there is no vector
	 */
	public byte[] bytes() {
		Assert.state(this.embedding != null, "The embedding has no vector");
		try {
			return Base64.getDecoder().decode(this.embedding);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException("The vector of the embedding is no Base64", ex);
		}
	}

	/**
	 * Return this embedding with its encoding, where it was not read by the client.
	 * @param encodingFormat what the request asked for, by default
	 * {@link EncodingFormat#BASE64_INT8}; {@code null} if that is not known
	 * @return a copy
	 */
	public Embedding withEncodingFormat(@Nullable EncodingFormat encodingFormat) {
		return new Embedding(this.object, this.index, this.embedding, encodingFormat);
	}

	private byte[] decode(EncodingFormat expected) {
		Assert.state(this.encodingFormat != null,
				"The encoding of the embedding is not known: set it by withEncodingFormat()");
		Assert.state(expected.equals(this.encodingFormat),
				() -> "The embedding is encoded as '" + this.encodingFormat + "', not as '" + expected + "'");
		return bytes();
	}

	private static float[] divide(byte[] components, double divisor) {
		float[] floats = new float[components.length];
		for (int i = 0; i < components.length; i++) {
			floats[i] = (float) (components[i] / divisor);
		}
		return floats;
	}

	@Override
	public String toString() {
		return "Embedding[index=" + this.index + ", embedding=" + Wire.hide(this.embedding) + ", encodingFormat="
				+ this.encodingFormat + "]";
	}

}
