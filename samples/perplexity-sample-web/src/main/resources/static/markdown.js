// Shows the Markdown of an answer. Only ever creates nodes and text, never parses HTML.

const BLOCK_START = /^\s*(?:```|#{1,6}\s|>|\||[-*+]\s|\d+[.)]\s|(?:-{3,}|\*{3,})\s*$)/;
const LIST_ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const INLINE = new RegExp([
	"`([^`]+)`",
	"\\*\\*(.+?)\\*\\*",
	"\\*([^*\\s](?:[^*]*[^*\\s])?)\\*",
	"\\[([^\\[\\]]+)\\]\\((https?://[^\\s()]+(?:\\([^\\s()]*\\)[^\\s()]*)*)\\)",
	"\uE000(\\d+)\uE001", // A citation, as the application marks it
].join("|"), "g");

/** The address if it is one of the web, else null. */
export function webAddress(text) {
	try {
		const url = new URL(text);
		return (url.protocol === "http:" || url.protocol === "https:") ? url : null;
	}
	catch {
		return null;
	}
}

/** A link that leads away from the page. */
export function webLink(text, address) {
	const url = webAddress(address);
	if (!url) {
		return document.createTextNode(text);
	}
	const link = element("a", text);
	link.href = url.href;
	link.target = "_blank";
	link.rel = "noopener noreferrer";
	return link;
}

/** An element with a text. */
export function element(name, text) {
	const node = document.createElement(name);
	if (text !== undefined) {
		node.textContent = text;
	}
	return node;
}

/**
 * Show a text below a node. Blocks that have not changed since the last time stay as they are, so that a selection
 * survives while the rest of the answer arrives. 'cite' makes a node of the number of a source, or returns null.
 */
export function show(parent, text, { cite, fresh, writing }) {
	const blocks = split(text);
	if (writing && blocks.length && kind(blocks[blocks.length - 1]) !== "code") {
		blocks.push(complete(blocks.pop()));
	}
	blocks.forEach((block, index) => {
		const old = parent.children[index];
		if (!fresh && old && old.source === block) {
			return;
		}
		const node = build(block, cite);
		node.source = block;
		if (old) {
			old.replaceWith(node);
		}
		else {
			parent.append(node);
		}
	});
	while (parent.children.length > blocks.length) {
		parent.lastElementChild.remove();
	}
}

// Hides the marks that the next words are going to complete
function complete(block) {
	const text = block.replace(/\*+$/, "");
	return (text.split("**").length % 2 === 0) ? text.trimEnd() + "**" : text;
}

function split(text) {
	const blocks = [];
	let lines = [];
	let fenced = false;
	const end = () => {
		if (lines.length) {
			blocks.push(lines.join("\n"));
		}
		lines = [];
	};
	for (const line of text.split(/\r?\n/)) {
		if (line.trimStart().startsWith("```")) {
			if (!fenced) {
				end();
			}
			lines.push(line);
			if (fenced) {
				end();
			}
			fenced = !fenced;
		}
		else if (fenced) {
			lines.push(line);
		}
		else if (!line.trim()) {
			end();
		}
		else {
			const first = lines[0];
			const goesOn = first !== undefined && kind(first) !== "heading" && kind(first) !== "rule"
				&& (kind(line) === kind(first) || (kind(line) === "paragraph" && kind(first) === "list"));
			if (!goesOn) {
				end();
			}
			lines.push(line);
		}
	}
	end();
	return joinLists(blocks);
}

// Lists are often written with empty lines between their items
function joinLists(blocks) {
	const joined = [];
	for (const block of blocks) {
		const before = joined[joined.length - 1];
		if (before !== undefined && kind(block) === "list" && kind(before) === "list"
				&& /^\d/.test(block) === /^\d/.test(before)) {
			joined[joined.length - 1] = before + "\n" + block;
		}
		else {
			joined.push(block);
		}
	}
	return joined;
}

function kind(line) {
	const text = line.trimStart();
	if (!BLOCK_START.test(line)) {
		return "paragraph";
	}
	if (text.startsWith("```")) {
		return "code";
	}
	if (text.startsWith("#")) {
		return "heading";
	}
	if (text.startsWith(">")) {
		return "quote";
	}
	if (text.startsWith("|")) {
		return "table";
	}
	return LIST_ITEM.test(line) ? "list" : "rule";
}

function build(block, cite) {
	const lines = block.split("\n");
	switch (kind(lines[0])) {
		case "code": {
			const node = element("pre");
			node.tabIndex = 0;
			const last = lines.length > 1 && lines[lines.length - 1].trim().startsWith("```") ? -1 : undefined;
			node.append(element("code", lines.slice(1, last).join("\n")));
			return node;
		}
		case "heading": {
			const level = lines[0].trimStart().match(/^#+/)[0].length;
			return inline(element((level < 3) ? "h3" : "h4"), lines[0].replace(/^[\s#]+|[\s#]+$/g, ""), cite);
		}
		case "quote":
			return inline(element("blockquote"), lines.map((line) => line.replace(/^\s*>\s?/, "")).join(" "), cite);
		case "rule":
			return element("hr");
		case "table":
			return table(lines, cite);
		case "list":
			return list(lines, cite);
		default:
			return inline(element("p"), lines.join("\n"), cite);
	}
}

function list(lines, cite) {
	const open = [];
	const items = [];
	for (const line of lines) {
		const match = line.match(LIST_ITEM);
		if (!match) {
			items[items.length - 1].text += " " + line.trim();
			continue;
		}
		const indent = match[1].length;
		while (open.length > 1 && indent < open[open.length - 1].indent) {
			open.pop();
		}
		let level = open[open.length - 1];
		if (!level || indent > level.indent + 1) {
			const ordered = /\d/.test(match[2]);
			const node = element(ordered ? "ol" : "ul");
			if (ordered) {
				node.start = parseInt(match[2], 10);
			}
			if (level) {
				level.node.lastElementChild.append(node);
			}
			level = { indent, node };
			open.push(level);
		}
		const item = { node: element("li"), text: match[3] };
		level.node.append(item.node);
		items.push(item);
	}
	for (const item of items) {
		item.node.prepend(inline(document.createDocumentFragment(), item.text, cite));
	}
	return open[0].node;
}

function table(lines, cite) {
	const scroller = element("div");
	scroller.className = "table";
	scroller.tabIndex = 0;
	const node = element("table");
	lines.forEach((line, index) => {
		if (/^[\s|:-]+$/.test(line)) {
			return;
		}
		const row = element("tr");
		for (const cell of line.trim().replace(/^\||\|$/g, "").split("|")) {
			const data = element((index === 0) ? "th" : "td");
			if (index === 0) {
				data.scope = "col";
			}
			row.append(inline(data, cell.trim(), cite));
		}
		node.append(row);
	});
	scroller.append(node);
	return scroller;
}

function inline(parent, text, cite) {
	let end = 0;
	for (const match of text.matchAll(INLINE)) {
		const [all, code, strong, emphasis, label, address, number] = match;
		let before = text.slice(end, match.index);
		let node;
		if (code !== undefined) {
			node = element("code", code);
		}
		else if (strong !== undefined) {
			node = inline(element("strong"), strong, cite);
		}
		else if (emphasis !== undefined) {
			node = inline(element("em"), emphasis, cite);
		}
		else if (label !== undefined) {
			node = webLink(label, address);
		}
		else {
			node = cite(Number(number));
			before = node ? before.trimEnd() : before;
		}
		parent.append(before, node ?? "");
		end = match.index + all.length;
	}
	parent.append(text.slice(end));
	return parent;
}
