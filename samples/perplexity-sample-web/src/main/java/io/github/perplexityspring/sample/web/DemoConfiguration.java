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

package io.github.perplexityspring.sample.web;

import java.time.Duration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.perplexityspring.autoconfigure.PerplexityConnectionDetails;
import io.github.perplexityspring.test.MockPerplexity;

/**
 * Without a key, questions go to a Perplexity within the process.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("environment.getProperty('perplexity.api-key', '').isBlank()")
class DemoConfiguration {

	private static final Duration PACE = Duration.ofMillis(30);

	@Bean
	MockPerplexity mockPerplexity() {
		MockPerplexity perplexity = MockPerplexity.start();
		perplexity.whenAsked()
			.answer("""
					This is the demo: no model was asked, and nothing was searched [1].

					It can answer the questions above. Start the application with your own key [2], \
					and any question gets an answer from the web.""",
					MockPerplexity.source("The Perplexity API", "https://docs.perplexity.ai/"),
					MockPerplexity.source("API keys", "https://www.perplexity.ai/account/api"))
			.chunkDelay(PACE);
		perplexity.whenAsked("sky blue")
			.answer("""
					Sunlight is a mixture of all colours. On its way through the air it meets molecules that are much \
					smaller than its wavelength, and these scatter **short waves far more than long ones** [1]: in \
					proportion to the inverse fourth power of the wavelength. Blue light is scattered several times \
					as strongly as red light, so it reaches the eye from every direction of the sky [1][2].

					Two things follow from it:

					- At **sunset** the light crosses much more air. Most of the blue is lost on the way, and what is \
					left is orange and red [1].
					- The sky is not **violet**, although violet is scattered even more: the sun sends less of it, and \
					the eye is less sensitive to it [2].""",
					MockPerplexity.source("Rayleigh scattering", "https://en.wikipedia.org/wiki/Rayleigh_scattering"),
					MockPerplexity.source("Diffuse sky radiation",
							"https://en.wikipedia.org/wiki/Diffuse_sky_radiation"))
			.chunkDelay(PACE);
		perplexity.whenAsked("headphones")
			.answer("""
					Noise-cancelling headphones **listen to the noise and play its opposite** [1]:

					1. A microphone in each ear cup picks up the sound from outside.
					2. The electronics make a copy with its phase inverted.
					3. The loudspeaker plays the copy along with the music; noise and copy meet and cancel out [2].

					It works best for steady, low sounds such as the drone of an engine. Voices and sudden sounds change \
					too fast, so the padding has to keep them out [1].""",
					MockPerplexity.source("Noise-cancelling headphones",
							"https://en.wikipedia.org/wiki/Noise-cancelling_headphones"),
					MockPerplexity.source("Active noise control", "https://en.wikipedia.org/wiki/Active_noise_control"))
			.chunkDelay(PACE);
		perplexity.whenAsked("rate limit").fail(429, "request_rate_limit_exceeded", Duration.ofSeconds(90));
		perplexity.whenAsked("bad key").fail(401);
		perplexity.whenAsked("broken stream").answer("""
				This answer was meant to be longer. It was going to say how a stream works, how its events arrive \
				one by one, and""").chunkDelay(PACE).cutAfter(20);
		return perplexity;
	}

	@Bean
	PerplexityConnectionDetails demoConnectionDetails(MockPerplexity perplexity) {
		return new PerplexityConnectionDetails() {

			@Override
			public String getApiKey() {
				return perplexity.apiKey();
			}

			@Override
			public String getBaseUrl() {
				return perplexity.baseUrl().toString();
			}

		};
	}

}
