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

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A chat completion that is worked on while nobody waits. It goes on with each request
 * for it.
 */
final class AsyncChat {

	private final Call call;

	private final String idempotencyKey;

	private int polls;

	private String status = "CREATED";

	AsyncChat(Call call, String idempotencyKey) {
		this.call = call;
		this.idempotencyKey = idempotencyKey;
	}

	boolean hasKey(String idempotencyKey) {
		return this.idempotencyKey.equals(idempotencyKey);
	}

	/**
	 * Go on a little.
	 * @param endpoint writes the completion
	 * @return how far it is
	 */
	synchronized ObjectNode poll(ChatEndpoint endpoint) {
		if (this.polls >= this.call.answer().delivery().polls()) {
			this.status = this.call.answer().ending().isFailed() ? "FAILED" : "COMPLETED";
		}
		else if (this.polls > 0) {
			this.status = "IN_PROGRESS";
		}
		this.polls++;
		return body(endpoint);
	}

	/**
	 * Write how far it is.
	 * @param endpoint writes the completion
	 * @return the body
	 */
	synchronized ObjectNode body(ChatEndpoint endpoint) {
		boolean failed = "FAILED".equals(this.status);
		ObjectNode body = summary().put("error_message", failed ? this.call.answer().ending().message() : null);
		return "COMPLETED".equals(this.status) ? body.set("response", endpoint.body(this.call))
				: body.putNull("response");
	}

	/**
	 * Write how far it is, without the completion.
	 * @return the body
	 */
	synchronized ObjectNode summary() {
		Long created = this.call.created();
		return Json.object()
			.put("id", this.call.id())
			.put("model", this.call.request().path("model").asString(""))
			.put("created_at", created)
			.put("status", this.status)
			.put("started_at", "CREATED".equals(this.status) ? null : created)
			.put("completed_at", at("COMPLETED"))
			.put("failed_at", at("FAILED"));
	}

	private @Nullable Long at(String status) {
		return status.equals(this.status) ? this.call.created() : null;
	}

}
