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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.selenium.AxeBuilder;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A headless Chromium. Where there is none, tests are skipped, unless the environment
 * variable {@code BROWSER_TESTS} is {@code required}.
 */
final class Browser implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final List<String> ARGUMENTS = List.of("--headless=new", "--no-sandbox", "--disable-gpu",
			"--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
			"--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb");

	private final ChromeDriver driver;

	private Browser(Path browser, Path driver) {
		ChromeOptions options = new ChromeOptions().setBinary(browser.toFile()).addArguments(ARGUMENTS);
		this.driver = new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).usingAnyFreePort().build(),
				options);
	}

	static Browser start() {
		Path browser = find("chromium");
		Path driver = find("chromedriver");
		if (!"required".equals(System.getenv("BROWSER_TESTS"))) {
			assumeTrue(browser != null && driver != null,
					"Skipped: the page is tested where 'chromium' and 'chromedriver' are on the PATH");
		}
		assertThat(browser).as("chromium on the PATH").isNotNull();
		assertThat(driver).as("chromedriver on the PATH").isNotNull();
		return new Browser(browser, driver);
	}

	private static Path find(String program) {
		return Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
			.map((folder) -> Path.of(folder, program))
			.filter(Files::isExecutable)
			.findFirst()
			.orElse(null);
	}

	Browser open(String address) {
		this.driver.get(address);
		return this;
	}

	Browser reload() {
		this.driver.navigate().refresh();
		return this;
	}

	Browser look(int width, int height, String colors) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", width < 500));
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colors))));
		return this;
	}

	/**
	 * Keep a picture of what is seen, in {@code target/screenshots}. Chromium moves the
	 * pointer while it takes one.
	 */
	Browser keep(String name) {
		try {
			Path folder = Files.createDirectories(Path.of("target/screenshots"));
			Files.write(folder.resolve(name + ".png"), this.driver.getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	Browser type(CharSequence... keys) {
		this.driver.switchTo().activeElement().sendKeys(keys);
		return this;
	}

	Browser ask(String question) {
		find(By.id("question")).sendKeys(question, Keys.ENTER);
		return this;
	}

	Browser click(String selector) {
		find(By.cssSelector(selector)).click();
		return this;
	}

	Browser hover(String selector) {
		new Actions(this.driver).moveToElement(find(By.cssSelector(selector))).perform();
		return this;
	}

	/**
	 * Scroll the page, and return when it has heard of it.
	 */
	Browser scrollTo(int top) {
		this.driver
			.executeAsyncScript("addEventListener('scroll', () => requestAnimationFrame(arguments[1]), { once: true });"
					+ " scrollTo({ top: arguments[0], behavior: 'instant' })", top);
		return this;
	}

	Browser waitFor(String selector, String text) {
		return waitUntil("'" + selector + "' has '" + text + "'",
				(browser) -> browser.texts(selector).stream().anyMatch((shown) -> shown.contains(text)));
	}

	Browser waitUntil(String what, Function<Browser, Boolean> condition) {
		new WebDriverWait(this.driver, PATIENCE, Duration.ofMillis(50))
			.withMessage(() -> what + ", but the page is: " + text("body"))
			.until((driver) -> condition.apply(this));
		return this;
	}

	boolean isVisible(String selector) {
		return this.driver.findElements(By.cssSelector(selector)).stream().anyMatch(WebElement::isDisplayed);
	}

	/**
	 * Return what the elements show, in one step, as the page may change meanwhile.
	 */
	@SuppressWarnings("unchecked")
	List<String> texts(String selector) {
		return (List<String>) run(
				"return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility()).map((e) => e.innerText)",
				selector);
	}

	String text(String selector) {
		return String.join("\n", texts(selector));
	}

	String active() {
		return (String) run("const e = document.activeElement; return e.id || e.className || e.textContent");
	}

	Object run(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	void allowClipboard() {
		this.driver.executeCdpCommand("Browser.grantPermissions",
				Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
	}

	String clipboard() {
		return (String) this.driver.executeAsyncScript(
				"navigator.clipboard.readText().then(arguments[0], (error) => arguments[0](`${error}`))");
	}

	void assertAccessible() {
		Results results = new AxeBuilder().analyze(this.driver);
		assertThat(results.getViolations())
			.as(() -> "violations of " + results.getViolations()
				.stream()
				.map((rule) -> rule.getId() + " " + rule.getNodes().stream().map((node) -> node.getHtml()).toList())
				.toList())
			.isEmpty();
		assertThat(results.getPasses()).isNotEmpty();
	}

	void assertNothingSticksOut() {
		assertThat(run("const e = document.scrollingElement; return e.scrollWidth - e.clientWidth")).isEqualTo(0L);
	}

	private WebElement find(By by) {
		return this.driver.findElement(by);
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
