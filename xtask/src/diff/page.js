const search = document.getElementById("search");
const effect = document.getElementById("effect");
const articles = [...document.querySelectorAll("article")];
const texts = articles.map((article) => {
  const section = article.closest("section").querySelector("h2").textContent;
  return `${section} ${article.textContent}`.toLowerCase();
});
function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  articles.forEach((article, index) => {
    const matches = words.every((word) => texts[index].includes(word))
      && (!effect.value || article.dataset.effect === effect.value);
    article.hidden = !matches;
    shown += matches;
  });
  for (const section of document.querySelectorAll("section")) {
    section.hidden = !section.querySelector("article:not([hidden])");
  }
  document.getElementById("shown").textContent = `${shown} of ${articles.length}`;
}
search.addEventListener("input", filter);
effect.addEventListener("change", filter);
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
filter();
