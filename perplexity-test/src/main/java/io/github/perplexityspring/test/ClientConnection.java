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

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import org.jspecify.annotations.Nullable;
import wiremock.org.eclipse.jetty.io.EndPoint;
import wiremock.org.eclipse.jetty.server.HttpOutput;

/**
 * The connection that a response goes to. The server looks at it only to write, so who
 * sends nothing has to look for himself whether the client is still there.
 */
final class ClientConnection {

	private final @Nullable EndPoint endPoint;

	ClientConnection(OutputStream out) {
		this.endPoint = (out instanceof HttpOutput output) ? output.getHttpChannel().getEndPoint() : null;
	}

	/**
	 * Return whether the client has closed the connection.
	 * @return whether it has, {@code false} if that cannot be told
	 */
	boolean isClosed() {
		if (this.endPoint == null || !(this.endPoint.getTransport() instanceof SocketChannel channel)) {
			return false;
		}
		try {
			return channel.read(ByteBuffer.allocate(1)) < 0;
		}
		catch (IOException ex) {
			return true;
		}
	}

	/**
	 * Close the connection without another byte.
	 */
	void close() {
		if (this.endPoint != null) {
			this.endPoint.close();
		}
	}

}
