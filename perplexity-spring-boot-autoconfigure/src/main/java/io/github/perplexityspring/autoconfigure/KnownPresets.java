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

package io.github.perplexityspring.autoconfigure;

import java.util.List;
import java.util.Map;

import org.springframework.util.StringUtils;

import io.github.perplexityspring.agent.Preset;

/**
 * Refuses presets that are mistyped when the application starts, rather than with each
 * call.
 */
final class KnownPresets {

	private static final List<String> NAMES = List.of(Preset.FAST, Preset.LOW, Preset.MEDIUM, Preset.HIGH, Preset.XHIGH,
			Preset.WIDE_RESEARCH);

	/** Still taken by the service. */
	private static final List<String> OLD_NAMES = List.of("fast-search", "pro-search", "deep-research",
			"advanced-deep-research", "ultra");

	private KnownPresets() {
	}

	/**
	 * Check the properties of a client.
	 * @param prefix the prefix of their names
	 * @param properties the properties
	 */
	static void check(String prefix, PerplexityProperties properties) {
		if (properties.isValidateRequests()) {
			check(prefix + ".agent.preset", properties.getAgent().getPreset());
			for (Map.Entry<String, String> preset : properties.getChat().getPresets().entrySet()) {
				check(prefix + ".chat.presets." + preset.getKey(), preset.getValue());
			}
		}
	}

	// What holds a slash is a model
	private static void check(String property, String preset) {
		if (StringUtils.hasText(preset) && preset.indexOf('/') < 0 && !NAMES.contains(preset)
				&& !OLD_NAMES.contains(preset)) {
			throw new InvalidPerplexityPropertyException(
					"The preset '" + preset + "' ('" + property + "') is not known.",
					"Change '" + property + "' to one of " + String.join(", ", NAMES)
							+ ", or set 'perplexity.validate-requests' to false if the service has a new one.");
		}
	}

}
