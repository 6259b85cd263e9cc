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

package io.github.perplexityspring;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds members that a schema requires and that are not there, which Jackson would read
 * as {@code null}.
 */
final class RequiredMembers {

	private RequiredMembers() {
	}

	/**
	 * Find the first member that is missing.
	 * @param schema the schema, with no references
	 * @param value the value
	 * @return the path of the member, or {@code null} if none is missing
	 */
	static @Nullable String missing(Map<?, ?> schema, JsonNode value) {
		return missing(schema, value, "");
	}

	private static @Nullable String missing(Map<?, ?> schema, JsonNode value, String path) {
		if (value.isObject() && schema.get("properties") instanceof Map<?, ?> members) {
			return missingMember(members, schema.get("required"), value, path);
		}
		if (schema.get("anyOf") instanceof List<?> alternatives) {
			for (Object alternative : alternatives) {
				if (alternative instanceof Map<?, ?> one && isOf(one, value)) {
					return missing(one, value, path);
				}
			}
		}
		if (value.isArray() && schema.get("items") instanceof Map<?, ?> items) {
			for (int i = 0; i < value.size(); i++) {
				String place = path + "[" + i + "]";
				String missing = (value.get(i).isNull()) ? place : missing(items, value.get(i), place);
				if (missing != null) {
					return missing;
				}
			}
		}
		return null;
	}

	// Whether a value has the constants that tell the alternatives apart
	private static boolean isOf(Map<?, ?> alternative, JsonNode value) {
		return alternative.get("properties") instanceof Map<?, ?> members && members.entrySet()
			.stream()
			.filter((member) -> member.getValue() instanceof Map<?, ?> schema && schema.get("const") != null)
			.allMatch((member) -> String.valueOf(((Map<?, ?>) member.getValue()).get("const"))
				.equals(value.path(String.valueOf(member.getKey())).asString("")));
	}

	private static @Nullable String missingMember(Map<?, ?> members, @Nullable Object required, JsonNode value,
			String path) {
		for (Map.Entry<?, ?> member : members.entrySet()) {
			String name = String.valueOf(member.getKey());
			String place = (path.isEmpty()) ? name : path + "." + name;
			if (!value.hasNonNull(name)) {
				if (required instanceof List<?> names && names.contains(name)) {
					return place;
				}
			}
			else if (member.getValue() instanceof Map<?, ?> schema) {
				String missing = missing(schema, value.get(name), place);
				if (missing != null) {
					return missing;
				}
			}
		}
		return null;
	}

}
