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

package io.github.perplexityspring

import com.fasterxml.jackson.annotation.JsonProperty
import com.fasterxml.jackson.annotation.JsonPropertyDescription

/**
 * A data class, as an application in Kotlin would write it.
 */
data class KotlinReport(
	@param:JsonProperty("head_line") @param:JsonPropertyDescription("in one line") val headline: String,
	val isFinal: Boolean,
	val rating: Int?,
	val places: List<KotlinPlace>,
	val mood: KotlinMood = KotlinMood.CALM
)

data class KotlinPlace(val name: String, val note: String?)

enum class KotlinMood { CALM, WILD }

data class KotlinPage<T>(val items: List<T>, val more: Boolean)
