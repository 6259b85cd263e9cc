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

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.module.SimpleValueInstantiators;

/**
 * Makes the records of this library. Jackson adapts the handle of a constructor anew at
 * each call, which is a third of what it allocates for a small record; here it is adapted
 * once.
 */
final class RecordInstantiators extends SimpleValueInstantiators {

	private static final long serialVersionUID = 1L;

	private static final String PACKAGE = RecordInstantiators.class.getPackageName();

	private static final MethodType SPREAD = MethodType.methodType(Object.class, Object[].class);

	@Override
	public ValueInstantiator modifyValueInstantiator(DeserializationConfig config, BeanDescription.Supplier description,
			ValueInstantiator instantiator) {
		Class<?> type = description.getBeanClass();
		if (!type.isRecord() || !isOurs(type) || instantiator.getClass() != StdValueInstantiator.class
				|| !(instantiator.getWithArgsCreator() instanceof AnnotatedConstructor creator)) {
			return instantiator;
		}
		MethodHandle constructor = handle(creator.getAnnotated());
		return (constructor != null) ? new RecordInstantiator((StdValueInstantiator) instantiator, constructor)
				: instantiator;
	}

	static boolean isOurs(Class<?> type) {
		String name = type.getPackageName();
		return name.equals(PACKAGE) || name.startsWith(PACKAGE + ".");
	}

	private static @Nullable MethodHandle handle(Constructor<?> constructor) {
		try {
			// Some are not public
			constructor.setAccessible(true);
			return MethodHandles.lookup().unreflectConstructor(constructor);
		}
		catch (IllegalAccessException | RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Makes the records of one type. The first of them has the handle adapted, as that
	 * takes time and many types are never sent.
	 */
	private static final class RecordInstantiator extends StdValueInstantiator {

		private final MethodHandle constructor;

		private transient @Nullable MethodHandle spread;

		private RecordInstantiator(StdValueInstantiator instantiator, MethodHandle constructor) {
			super(instantiator);
			this.constructor = constructor;
		}

		@Override
		public Object createFromObjectWith(DeserializationContext context, Object[] arguments) {
			MethodHandle spread = this.spread;
			if (spread == null) {
				spread = this.constructor.asSpreader(Object[].class, arguments.length).asType(SPREAD);
				this.spread = spread;
			}
			try {
				return (Object) spread.invokeExact(arguments);
			}
			catch (Throwable ex) {
				return context.handleInstantiationProblem(this._valueClass, arguments, rewrapCtorProblem(context, ex));
			}
		}

	}

}
