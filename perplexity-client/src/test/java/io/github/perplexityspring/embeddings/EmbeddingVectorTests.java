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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link EmbeddingVector}.
 */
class EmbeddingVectorTests {

	@Test
	void cosineSimilarityShouldCompareDirections() {
		EmbeddingVector vector = EmbeddingVector.int8(new byte[] { 3, 4 });
		assertThat(vector.cosineSimilarity(vector)).isEqualTo(1);
		assertThat(vector.cosineSimilarity(EmbeddingVector.int8(new byte[] { 30, 40 }))).isEqualTo(1);
		assertThat(vector.cosineSimilarity(EmbeddingVector.int8(new byte[] { -3, -4 }))).isEqualTo(-1);
		assertThat(vector.cosineSimilarity(EmbeddingVector.int8(new byte[] { 4, -3 }))).isZero();
		assertThat(vector.cosineSimilarity(EmbeddingVector.int8(new byte[] { 4, 3 }))).isCloseTo(0.96, within(1e-12));
		assertThat(vector.cosineSimilarity(EmbeddingVector.int8(new byte[2]))).isZero();
	}

	@Test
	void cosineSimilarityWhenVectorsAreLargeShouldNotOverflow() {
		byte[] bytes = new byte[1 << 20];
		Arrays.fill(bytes, Byte.MIN_VALUE);
		EmbeddingVector vector = EmbeddingVector.int8(bytes);
		assertThat(vector.cosineSimilarity(vector)).isEqualTo(1);
	}

	@Test
	void hammingDistanceShouldCountBits() {
		EmbeddingVector vector = EmbeddingVector.binary(new byte[] { -1, 1, -128 });
		assertThat(vector.hammingDistance(vector)).isZero();
		assertThat(vector.hammingDistance(EmbeddingVector.binary(new byte[] { 0, -2, 127 }))).isEqualTo(24);
		assertThat(vector.hammingDistance(EmbeddingVector.binary(new byte[] { -2, 1, 0 }))).isEqualTo(2);
	}

	@Test
	void compareWhenVectorsDoNotFitShouldRefuse() {
		EmbeddingVector int8 = EmbeddingVector.int8(new byte[2]);
		EmbeddingVector binary = EmbeddingVector.binary(new byte[2]);
		assertThatIllegalArgumentException().isThrownBy(() -> int8.cosineSimilarity(EmbeddingVector.int8(new byte[3])))
			.withMessage("cosineSimilarity compares vectors of the same model and length, not 2 dimensions with 3");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> binary.hammingDistance(EmbeddingVector.binary(new byte[1])))
			.withMessage("hammingDistance compares vectors of the same model and length, not 16 dimensions with 8");
		assertThatIllegalArgumentException().isThrownBy(() -> int8.cosineSimilarity(binary))
			.withMessage("cosineSimilarity compares vectors of 'base64_int8', not 'base64_int8' with 'base64_binary'");
		assertThatIllegalArgumentException().isThrownBy(() -> int8.hammingDistance(int8))
			.withMessage("hammingDistance compares vectors of 'base64_binary', not 'base64_int8' with 'base64_int8'");
		assertThatIllegalArgumentException().isThrownBy(() -> binary.cosineSimilarity(binary));
	}

	@Test
	void vectorShouldBeAnImmutableValue() {
		byte[] bytes = { 1, 2 };
		EmbeddingVector vector = EmbeddingVector.int8(bytes);
		bytes[0] = 9;
		vector.bytes()[0] = 9;
		assertThat(vector.bytes()).containsExactly(1, 2);
		assertThat(vector).isEqualTo(EmbeddingVector.int8(new byte[] { 1, 2 }))
			.hasSameHashCodeAs(EmbeddingVector.int8(new byte[] { 1, 2 }))
			.isNotEqualTo(EmbeddingVector.binary(new byte[] { 1, 2 }))
			.isNotEqualTo(EmbeddingVector.int8(new byte[] { 1, 3 }))
			.hasToString("EmbeddingVector[dimensions=2, encodingFormat=base64_int8]");
		assertThat(vector.dimensions()).isEqualTo(2);
		assertThat(EmbeddingVector.binary(new byte[2]).dimensions()).isEqualTo(16);
		assertThat(vector.encodingFormat()).isEqualTo(EncodingFormat.BASE64_INT8);
	}

}
