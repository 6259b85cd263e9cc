import { element, show, webAddress, webLink } from "./markdown.js";

const $ = (id) => document.getElementById(id);
const form = $("form");
const question = $("question");
const text = $("text");
const touch = matchMedia("(pointer: coarse)").matches;

let current; // The question that is being answered

// Asking

async function ask(asked) {
	current?.stop.abort();
	const run = { stop: new AbortController(), text: "", sources: new Map(), started: false, ended: false };
	current = run;
	begin(run, asked);
	try {
		const response = await fetch("ask", {
			method: "POST",
			headers: { "Content-Type": "application/json", "Accept": "text/event-stream" },
			body: JSON.stringify({ question: asked }),
			signal: run.stop.signal,
		});
		if (!response.ok) {
			throw new Error(`Status ${response.status}`);
		}
		for await (const event of events(response.body)) {
			if (run === current) {
				handlers[event.name]?.(run, event.data);
			}
		}
		if (run === current && !run.ended) {
			fail(run, "The answer broke off here: the application has closed the connection.");
		}
	}
	catch (error) {
		if (run === current && !run.ended) {
			if (error.name === "AbortError") {
				end(run, run.text ? "Stopped. What has arrived is kept." : "Stopped.");
			}
			else {
				fail(run, run.started ? "The answer broke off here: the connection to the application was lost."
					: "The application cannot be reached. Is it still running?");
			}
		}
	}
}

const handlers = {
	searching(run, queries) {
		say("Searching: " + queries.join(", "));
	},
	sources(run, sources) {
		sources.forEach((source, index) => source && run.sources.set(source.id ?? index + 1, source));
		showSources(run);
		run.fresh = true;
		draw(run);
	},
	delta(run, { text: more }) {
		if (!run.started) {
			run.started = true;
			say("Answering");
		}
		run.text += more;
		draw(run);
	},
	done(run, facts) {
		showFacts(facts);
		if (!run.text) {
			fail(run, "There was no answer to this question. Try to ask it in other words.");
			return;
		}
		const count = run.sources.size;
		const found = (count === 0) ? "no sources" : (count === 1) ? "1 source" : `${count} sources`;
		end(run, (facts.finishReason === "incomplete") ? `The answer ended early, with ${found}.`
			: `The answer is complete, with ${found}.`);
	},
	problem(run, { message }) {
		fail(run, message);
	},
};

// Reads server-sent events as they arrive
async function* events(body) {
	const reader = body.pipeThrough(new TextDecoderStream()).getReader();
	let rest = "";
	for (;;) {
		const { value, done } = await reader.read();
		if (done) {
			return;
		}
		const parts = (rest + value).split(/\r?\n\r?\n/);
		rest = parts.pop();
		for (const part of parts) {
			const event = { name: "message", data: "" };
			for (const line of part.split(/\r?\n/)) {
				if (line.startsWith("event:")) {
					event.name = line.slice(6).trim();
				}
				else if (line.startsWith("data:")) {
					event.data += line.slice(5);
				}
			}
			if (event.data) {
				yield { name: event.name, data: JSON.parse(event.data) };
			}
		}
	}
}

// Showing

function begin(run, asked) {
	$("asked").textContent = asked.trim() || "No question";
	text.replaceChildren();
	$("sources").replaceChildren();
	for (const id of ["found", "facts", "problem"]) {
		$(id).hidden = true;
	}
	$("answer").hidden = false;
	$("answer").classList.add("writing");
	$("answer").setAttribute("aria-busy", "true");
	say("Asking");
	swap($("ask"), $("stop"));
}

function end(run, status) {
	run.ended = true;
	draw(run);
	say(status);
	$("answer").classList.remove("writing");
	$("answer").removeAttribute("aria-busy");
	swap($("stop"), $("ask"));
}

function fail(run, message) {
	end(run, "");
	$("problem").textContent = message;
	$("problem").hidden = false;
}

// Puts one button in the place of another, with the focus if it was there
function swap(old, next) {
	const focused = document.activeElement === old;
	next.hidden = false;
	old.hidden = true;
	if (focused) {
		next.focus();
	}
}

// Spoken by screen readers; the words of the answer are not
function say(status) {
	$("status").textContent = status;
}

// At most once a frame, however fast the words come
function draw(run) {
	run.frame ??= requestAnimationFrame(() => {
		run.frame = undefined;
		if (run === current) {
			show(text, run.text, { cite: (number) => cite(run, number), fresh: run.fresh, writing: !run.ended });
			run.fresh = false;
		}
	});
}

function cite(run, number) {
	const source = run.sources.get(number);
	if (!source) {
		return null;
	}
	const link = element("a", String(number));
	link.href = `#source-${number}`;
	link.title = source.title || source.url || "";
	link.setAttribute("aria-label", `Source ${number}`);
	const mark = element("sup");
	mark.append(link);
	return mark;
}

function showSources(run) {
	const items = [];
	for (const [number, source] of run.sources) {
		const item = element("li");
		item.id = `source-${number}`;
		item.value = number;
		item.tabIndex = -1;
		item.append(webLink(source.title || source.url || "Without a title", source.url));
		const host = webAddress(source.url)?.hostname.replace(/^www\./, "");
		const about = [host, source.date].filter(Boolean).join(", ");
		if (about) {
			const small = element("span", about);
			small.className = "about";
			item.append(" ", small);
		}
		items.push(item);
	}
	$("sources").replaceChildren(...items);
	$("found").hidden = items.length === 0;
}

function showFacts(facts) {
	const count = new Intl.NumberFormat("en");
	const money = new Intl.NumberFormat("en", { style: "currency", currency: "USD", minimumFractionDigits: 2,
		maximumFractionDigits: 5 });
	const entries = [];
	if (facts.model) {
		entries.push(["Model", facts.model]);
	}
	if (facts.inputTokens != null && facts.outputTokens != null) {
		entries.push(["Tokens", `${count.format(facts.inputTokens)} in, ${count.format(facts.outputTokens)} out`]);
	}
	if (facts.cost != null) {
		entries.push(["Cost", money.format(facts.cost)]);
	}
	entries.push(["Time", `${facts.seconds.toFixed(1)} s`]);
	$("facts").replaceChildren(...entries.map(([name, value]) => {
		const fact = element("div");
		fact.append(element("dt", name), element("dd", value));
		return fact;
	}));
	$("facts").hidden = false;
}

// What the person does

form.addEventListener("submit", (event) => {
	event.preventDefault();
	if (!question.value.trim()) {
		question.focus();
		say("Please enter a question.");
		return;
	}
	ask(question.value);
	if (touch) {
		question.blur(); // Takes the keyboard off the screen
	}
	reveal();
});

question.addEventListener("keydown", (event) => {
	if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
		event.preventDefault();
		form.requestSubmit();
	}
});

question.addEventListener("input", fit);

document.addEventListener("keydown", (event) => {
	if (event.key === "Escape" && current && !current.ended) {
		current.stop.abort();
	}
});

$("stop").addEventListener("click", () => current?.stop.abort());

for (const example of document.querySelectorAll(".example")) {
	example.addEventListener("click", () => {
		question.value = example.textContent;
		fit();
		ask(question.value);
		$("asked").focus({ preventScroll: true }); // The button moves down to make room for the answer
		reveal();
	});
}

function fit() {
	question.style.height = "auto";
	question.style.height = `${question.scrollHeight + 2}px`;
}

// Scrolls to the answer, unless enough of it can be seen
function reveal() {
	const { top } = $("asked").getBoundingClientRect();
	if (top < 0 || top > innerHeight * 0.6) {
		$("status").scrollIntoView({ block: "start" });
	}
}

// The start

const given = new URLSearchParams(location.search).get("q");
if (given) {
	question.value = given;
	fit();
}
if (!touch) {
	question.focus({ preventScroll: true });
}

const info = await fetch("info").then((response) => response.json()).catch(() => ({}));
if (info.mode === "demo") {
	$("demo").hidden = false;
	$("failures").hidden = false;
	if (given) {
		ask(given); // Only here: a link must not spend the money of a key
	}
}
