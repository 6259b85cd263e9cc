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

package io.github.perplexityspring.agent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.github.perplexityspring.model.SearchFilters;

/**
 * Finds what the service is known to refuse in an {@link AgentRequest}.
 */
final class AgentRequestChecks {

	private static final Pattern LABEL = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

	private static final Pattern SKILL_NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

	private static final int MAX_MODELS = 5;

	private static final int MAX_SKILLS = 16;

	private static final int MAX_SERVERS = 16;

	private static final int MAX_DOCUMENTS = 30;

	private static final int MAX_INSTRUCTIONS_OF_SKILLS = 262_144;

	private final List<String> problems = new ArrayList<>();

	List<String> check(AgentRequest request) {
		checkInput(request.input());
		checkModel(request);
		checkNumbers(request);
		checkMetadata(request.metadata());
		checkResponseFormat(request.responseFormat());
		checkSkills(request.skills());
		checkTools(request.tools());
		return this.problems;
	}

	private void checkInput(@Nullable AgentInput input) {
		if (input == null || (input.text() != null && input.text().isBlank())
				|| (input.text() == null && (input.items() == null || input.items().isEmpty()))) {
			this.problems.add("'input' must not be empty");
			return;
		}
		if (input.text() != null || input.items() == null) {
			return;
		}
		int documents = 0;
		for (InputItem item : input.items()) {
			if (item instanceof InputMessage message) {
				require(message.role() != null && message.content() != null,
						"'input' must hold messages with a role and content");
				documents += checkParts(message.content());
			}
			else if (item instanceof FunctionCallInput call) {
				require(call.callId() != null && call.name() != null && call.arguments() != null,
						"'input' must hold function calls with a call id, a name and arguments");
			}
			else if (item instanceof FunctionCallOutput output) {
				require(output.callId() != null && output.output() != null,
						"'input' must hold results of functions with a call id and an output");
			}
			else if (item == null) {
				this.problems.add("'input' must not hold null");
			}
		}
		require(documents <= MAX_DOCUMENTS, "'input' must not have more than " + MAX_DOCUMENTS + " files");
	}

	private int checkParts(@Nullable InputContent content) {
		int documents = 0;
		if (content != null && content.parts() != null) {
			for (InputPart part : content.parts()) {
				if (part instanceof InputFile file) {
					documents++;
					require((file.fileData() != null) != (file.fileUrl() != null),
							"'input' must hold files with either data or a url");
				}
			}
		}
		return documents;
	}

	private void checkModel(AgentRequest request) {
		List<String> models = request.models();
		require(request.model() != null || models != null || request.preset() != null || request.profile() != null,
				"one of 'model', 'models', 'preset' and 'profile' must be set");
		require(request.model() == null || StringUtils.hasText(request.model()), "'model' must not be empty");
		require(request.preset() == null || StringUtils.hasText(request.preset()), "'preset' must not be empty");
		if (models != null) {
			require(!models.isEmpty() && models.size() <= MAX_MODELS,
					"'models' must have 1 to " + MAX_MODELS + " models");
			require(models.stream().allMatch(StringUtils::hasText), "'models' must not hold an empty model");
		}
		if (request.profile() != null) {
			require(request.preset() == null, "'profile' must not be combined with 'preset'");
			checkId("profile.id", request.profile().id());
		}
		boolean anthropic = isAnthropic(request.model())
				|| (models != null && models.stream().anyMatch(AgentRequestChecks::isAnthropic));
		require(!anthropic || request.maxOutputTokens() != null,
				"'maxOutputTokens' must be set for models of anthropic");
	}

	private static boolean isAnthropic(@Nullable String model) {
		return model != null && model.startsWith("anthropic/");
	}

	private void checkNumbers(AgentRequest request) {
		checkRange("maxOutputTokens", request.maxOutputTokens(), 1, Integer.MAX_VALUE);
		checkRange("maxSteps", request.maxSteps(), 1, Integer.MAX_VALUE);
		checkRange("temperature", request.temperature(), 0, 2);
		checkRange("topP", request.topP(), 0, 1);
		checkRange("maxToolCalls", request.maxToolCalls(), 0, Integer.MAX_VALUE);
	}

	private void checkMetadata(Map<String, String> metadata) {
		require(metadata.size() <= 16, "'metadata' must not have more than 16 names");
		require(metadata.keySet().stream().allMatch((name) -> name != null && name.length() <= 64),
				"'metadata' must not have a name of more than 64 characters");
		require(metadata.values().stream().allMatch((value) -> value != null && value.length() <= 512),
				"'metadata' must not have a value of more than 512 characters");
	}

	private void checkResponseFormat(@Nullable AgentResponseFormat format) {
		if (format == null || !"json_schema".equals(format.type())) {
			return;
		}
		JsonSchemaFormat jsonSchema = format.jsonSchema();
		if (jsonSchema == null || jsonSchema.schema() == null || jsonSchema.schema().isEmpty()) {
			this.problems.add("'responseFormat' must have a JSON schema");
			return;
		}
		require(jsonSchema.name() == null || LABEL.matcher(jsonSchema.name()).matches(),
				"'responseFormat' must have a name of up to 64 letters, digits, '_' and '-'");
		Object root = jsonSchema.schema().get("type");
		require(!(root instanceof String) || "object".equals(root),
				"'responseFormat' must have a JSON schema of an object");
	}

	private void checkSkills(@Nullable List<Skill> skills) {
		if (skills == null) {
			return;
		}
		require(skills.size() <= MAX_SKILLS, "'skills' must not have more than " + MAX_SKILLS + " skills");
		int instructions = 0;
		for (Skill skill : skills) {
			if (skill instanceof BuiltinSkill builtin) {
				require(StringUtils.hasText(builtin.name()), "'skills' must hold skills with a name");
			}
			else if (skill instanceof InlineSkill inline) {
				checkInlineSkill(inline);
				instructions += bytes(inline.instructions());
			}
			else if (skill instanceof CustomSkill custom) {
				checkId("skills.id", custom.id());
			}
			else if (skill == null) {
				this.problems.add("'skills' must not hold null");
			}
		}
		require(instructions <= MAX_INSTRUCTIONS_OF_SKILLS,
				"'skills' must not have more than " + MAX_INSTRUCTIONS_OF_SKILLS + " bytes of instructions");
	}

	private void checkInlineSkill(InlineSkill skill) {
		require(skill.name() != null && skill.name().length() <= 64 && SKILL_NAME.matcher(skill.name()).matches(),
				"'skills' must hold skills with a name of up to 64 lower-case letters and digits, with single '-' "
						+ "between them");
		require(bytes(skill.description()) > 0 && bytes(skill.description()) <= 1024,
				"'skills' must hold skills with a description of 1 to 1024 bytes");
		require(bytes(skill.instructions()) > 0 && bytes(skill.instructions()) <= 65_536,
				"'skills' must hold skills with instructions of 1 to 65536 bytes");
	}

	private void checkTools(@Nullable List<Tool> tools) {
		if (tools == null) {
			return;
		}
		int servers = 0;
		Set<String> labels = new HashSet<>();
		for (Tool tool : tools) {
			if (tool instanceof WebSearchTool webSearch) {
				checkWebSearch(webSearch);
			}
			else if (tool instanceof FetchUrlTool fetchUrl) {
				checkRange("maxUrls", fetchUrl.maxUrls(), 1, 10);
				checkRange("totalBudgetTokens", fetchUrl.totalBudgetTokens(), 1, 120_000);
			}
			else if (tool instanceof ImageSearchTool imageSearch) {
				checkImageSearch(imageSearch);
			}
			else if (tool instanceof FunctionTool function) {
				checkFunction(function);
			}
			else if (tool instanceof McpTool mcp) {
				servers++;
				checkLabel(mcp.serverLabel(), labels);
				require(mcp.serverUrl() != null && mcp.serverUrl().toLowerCase(Locale.ROOT).startsWith("https://"),
						"'serverUrl' must be an https address");
			}
			else if (tool instanceof ConnectorTool connector) {
				checkLabel(connector.serverLabel(), labels);
				require(StringUtils.hasText(connector.id()), "'tools' must hold connectors with an id");
			}
			else if (tool == null) {
				this.problems.add("'tools' must not hold null");
			}
		}
		require(servers <= MAX_SERVERS, "'tools' must not have more than " + MAX_SERVERS + " MCP servers");
	}

	private void checkWebSearch(WebSearchTool tool) {
		WebSearchTool.Filters filters = tool.filters();
		if (filters != null) {
			SearchFilters.checkDomains("searchDomainFilter", filters.searchDomainFilter(), this.problems);
			SearchFilters.checkRecency(filters.searchRecencyFilter(), filters.searchAfterDateFilter(),
					filters.searchBeforeDateFilter(), this.problems);
		}
		SearchFilters.checkLocation(tool.userLocation(), this.problems);
		checkRange("maxResults", tool.maxResults(), 1, 50);
		checkRange("maxTokens", tool.maxTokens(), 1, Integer.MAX_VALUE);
		checkRange("maxTokensPerPage", tool.maxTokensPerPage(), 1, Integer.MAX_VALUE);
	}

	private void checkImageSearch(ImageSearchTool tool) {
		checkRange("maxResults", tool.maxResults(), 1, 30);
		ImageSearchTool.Filters filters = tool.filters();
		if (filters != null) {
			SearchFilters.checkDomains("domainFilter", filters.domainFilter(), this.problems);
			require(filters.domainFilter() == null || filters.domainFilter().size() <= 10,
					"'domainFilter' must not have more than 10 domains");
			require(filters.formatFilter() == null || filters.formatFilter().size() <= 10,
					"'formatFilter' must not have more than 10 formats");
		}
	}

	private void checkFunction(FunctionTool tool) {
		if (!StringUtils.hasText(tool.name())) {
			this.problems.add("'tools' must hold functions with a name");
		}
		else if (FunctionTool.isReserved(tool.name())) {
			this.problems
				.add("'tools' must not hold a function named '" + tool.name() + "', which is a tool of the service");
		}
	}

	private void checkLabel(@Nullable String label, Set<String> labels) {
		if (label == null || !LABEL.matcher(label).matches()) {
			this.problems.add("'serverLabel' must be 1 to 64 letters, digits, '_' and '-'");
		}
		else if (!labels.add(label)) {
			this.problems.add("'serverLabel' must be unique, but '" + label + "' is not");
		}
	}

	private void checkId(String name, @Nullable String id) {
		require(StringUtils.hasText(id) && id.length() <= 128, "'" + name + "' must have 1 to 128 characters");
	}

	private void checkRange(String name, @Nullable Number value, long min, long max) {
		SearchFilters.checkRange(name, value, min, max, this.problems);
	}

	private void require(boolean condition, String problem) {
		if (!condition && !this.problems.contains(problem)) {
			this.problems.add(problem);
		}
	}

	private static int bytes(@Nullable String text) {
		return (text != null) ? text.getBytes(StandardCharsets.UTF_8).length : 0;
	}

}
