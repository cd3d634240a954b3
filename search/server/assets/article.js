"use strict";

// The places of the words that were searched for: from one to the next without fetching the page anew, by the links of the bar and by the
// keys n and p. Everything works without this too, by the same links.
(() => {
	const bar = document.getElementById("marks");
	if (!bar) return;
	const places = [...document.querySelectorAll("mark[id]")];
	const status = bar.querySelector(".at");
	const links = { next: bar.querySelector(".next"), previous: bar.querySelector(".previous") };
	let at = Number(bar.dataset.at);

	// go moves to a place, counted from 1.
	function go(to) {
		if (to < 1 || to > places.length) return;
		if (at > 0) places[at - 1].classList.remove("here");
		at = to;
		const place = places[at - 1];
		place.classList.add("here");
		place.scrollIntoView({ block: "center" });
		status.textContent = bar.dataset.says.replace("{1}", at).replace("{2}", places.length);
		links.previous.hidden = at === 1;
		links.next.hidden = at === places.length;
		const address = new URL(location.href);
		address.searchParams.set("mark", at);
		address.hash = place.id;
		history.replaceState(null, "", address);
	}

	links.next.addEventListener("click", (event) => {
		event.preventDefault();
		go(at + 1);
	});
	links.previous.addEventListener("click", (event) => {
		event.preventDefault();
		go(at - 1);
	});
	document.addEventListener("keydown", (event) => {
		const typing = event.target.closest("input, select, textarea");
		if (typing || event.ctrlKey || event.metaKey || event.altKey || document.documentElement.dataset.keys === "off") return;
		if (event.key === "n") go(at + 1);
		if (event.key === "p") go(at - 1);
	});
})();

// A button that copies the reference.
(() => {
	const reference = document.querySelector(".reference");
	if (!reference || !navigator.clipboard) return;
	const button = document.createElement("button");
	button.type = "button";
	button.textContent = reference.dataset.copy;
	button.addEventListener("click", async () => {
		await navigator.clipboard.writeText(reference.textContent);
		button.textContent = reference.dataset.copied;
		setTimeout(() => { button.textContent = reference.dataset.copy; }, 2000);
	});
	reference.after(button);
})();
