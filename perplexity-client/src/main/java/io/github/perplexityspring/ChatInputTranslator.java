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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.util.CollectionUtils;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.FunctionCallInput;
import io.github.perplexityspring.agent.FunctionCallOutput;
import io.github.perplexityspring.agent.InputContent;
import io.github.perplexityspring.agent.InputFile;
import io.github.perplexityspring.agent.InputImage;
import io.github.perplexityspring.agent.InputItem;
import io.github.perplexityspring.agent.InputMessage;
import io.github.perplexityspring.agent.InputPart;
import io.github.perplexityspring.agent.InputText;
import io.github.perplexityspring.chat.ChatMessage;
import io.github.perplexityspring.chat.ContentPart;
import io.github.perplexityspring.chat.FilePart;
import io.github.perplexityspring.chat.ImagePart;
import io.github.perplexityspring.chat.MediaUrl;
import io.github.perplexityspring.chat.MessageContent;
import io.github.perplexityspring.chat.PdfPart;
import io.github.perplexityspring.chat.TextPart;
import io.github.perplexityspring.chat.ToolCall;
import io.github.perplexityspring.model.Role;

/**
 * Translates the messages of one chat to the input of the Agent API.
 */
final class ChatInputTranslator {

	private final Set<String> dropped;

	private final List<InputItem> items = new ArrayList<>();

	private final Map<@Nullable String, @Nullable String> functions = new HashMap<>();

	/**
	 * Create a translator.
	 * @param dropped takes the wire names of what has no counterpart
	 */
	ChatInputTranslator(Set<String> dropped) {
		this.dropped = dropped;
	}

	void translate(@Nullable List<ChatMessage> chat, AgentRequest.Builder request) {
		List<ChatMessage> messages = (chat != null) ? chat.stream().filter(Objects::nonNull).toList() : List.of();
		int first = 0;
		while (first < messages.size() && isInstruction(messages.get(first))) {
			first++;
		}
		// There must be some input
		first = (first < messages.size()) ? first : 0;
		if (first > 0) {
			request.instructions(
					messages.subList(0, first).stream().map(ChatMessage::text).collect(Collectors.joining("\n\n")));
		}
		messages.subList(first, messages.size()).forEach(this::add);
		request.input(this.items);
	}

	private static boolean isInstruction(ChatMessage message) {
		return Role.SYSTEM.equals(message.role()) && message.content() != null
				&& message.content().parts().stream().allMatch(TextPart.class::isInstance);
	}

	private void add(ChatMessage message) {
		InputContent content = content(message.content());
		if (Role.TOOL.equals(message.role())) {
			this.items.add(new FunctionCallOutput(message.toolCallId(), content,
					this.functions.get(message.toolCallId()), null, null, null));
		}
		else if (content != null && (message.toolCalls() == null || !"".equals(content.text()))) {
			this.items.add(new InputMessage(message.role(), content));
		}
		if (message.toolCalls() != null) {
			message.toolCalls().stream().filter(Objects::nonNull).forEach(this::add);
		}
		if (!CollectionUtils.isEmpty(message.reasoningSteps())) {
			this.dropped.add("messages.reasoning_steps");
		}
	}

	private void add(ToolCall call) {
		ToolCall.Function function = call.function();
		String name = (function != null) ? function.name() : null;
		this.functions.put(call.id(), name);
		this.items.add(new FunctionCallInput(call.id(), name, (function != null) ? function.arguments() : null, null));
	}

	private @Nullable InputContent content(@Nullable MessageContent content) {
		if (content == null || content.plain()) {
			return (content != null) ? InputContent.of(content.text()) : null;
		}
		List<InputPart> parts = content.parts().stream().map(this::part).filter(Objects::nonNull).toList();
		return parts.isEmpty() ? null : InputContent.of(parts);
	}

	private @Nullable InputPart part(@Nullable ContentPart part) {
		if (part instanceof TextPart text) {
			return new InputText(text.text());
		}
		if (part instanceof ImagePart image) {
			return new InputImage((image.imageUrl() != null) ? image.imageUrl().url() : null, null);
		}
		if (part instanceof FilePart file) {
			return file(file.fileUrl(), file.fileName(), file.fileName());
		}
		if (part instanceof PdfPart pdf) {
			// What has no address needs a name that tells its type
			return file(pdf.pdfUrl(), null, "document.pdf");
		}
		if (part != null) {
			this.dropped.add("messages.content." + part.type());
		}
		return null;
	}

	private static InputFile file(@Nullable MediaUrl media, @Nullable String name, @Nullable String dataName) {
		String url = (media != null) ? media.url() : null;
		return (url != null && !url.contains("://")) ? new InputFile(url, null, dataName)
				: new InputFile(null, url, name);
	}

}
