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

package io.github.perplexityspring.test;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Vectors of texts that are the closer, the more words the texts share.
 */
final class WordVector {

	private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

	private static final int PLACES_OF_WORD = 8;

	private static final int WEIGHT = 16;

	private static final int WEIGHT_OF_CONTEXT = 4;

	private WordVector() {
	}

	/**
	 * Make a vector.
	 * @param text the text
	 * @param context what the text stands in
	 * @param dimensions the number of dimensions
	 * @return the vector, never zero
	 */
	static byte[] of(String text, String context, int dimensions) {
		int[] sums = new int[dimensions];
		add(sums, text, WEIGHT);
		add(sums, context, WEIGHT_OF_CONTEXT);
		byte[] vector = new byte[dimensions];
		boolean zero = true;
		for (int i = 0; i < dimensions; i++) {
			vector[i] = (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, sums[i]));
			zero = zero && vector[i] == 0;
		}
		vector[0] = (zero) ? 1 : vector[0];
		return vector;
	}

	private static void add(int[] sums, String text, int weight) {
		WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).forEach((word) -> {
			SplittableRandom places = new SplittableRandom(word.hashCode());
			for (int i = 0; i < PLACES_OF_WORD; i++) {
				sums[places.nextInt(sums.length)] += (places.nextBoolean()) ? weight : -weight;
			}
		});
	}

	/**
	 * Keep one bit of each dimension.
	 * @param vector the vector
	 * @return which of its components are positive, the first in the lowest bit
	 */
	static byte[] bits(byte[] vector) {
		byte[] bits = new byte[(vector.length + 7) / 8];
		for (int i = 0; i < vector.length; i++) {
			if (vector[i] > 0) {
				bits[i / 8] |= (byte) (1 << (i % 8));
			}
		}
		return bits;
	}

}
