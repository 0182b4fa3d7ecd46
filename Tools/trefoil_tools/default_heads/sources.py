"""The pairs of a query and a passage on which the heads are trained, from where they come.

`README.md` names each source's licence. Nothing here is taken from XQuAD, from SQuAD's development
set and its translations, from SciFact or from QMSum.
"""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from trefoil_tools.default_heads.repositories import Repository


class Pair(NamedTuple):
    """A query and a passage that answers it; `kind` tells apart what one source mixes."""

    query: str
    passage: str
    kind: str = ""


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def titled(title: str | None, text: str) -> str:
    return spaced(f"{title or ''} {text}")


def squad(content: bytes, kind: str = "") -> Iterator[Pair]:
    for article in json.loads(content)["data"]:
        for paragraph in article["paragraphs"]:
            for question in paragraph["qas"]:
                yield Pair(spaced(question["question"]), spaced(paragraph["context"]), kind)


def tydi(folder: Path) -> Iterator[Pair]:
    parts = {
        "english/english_tydiqa_train": "en",
        "english/english_tydiqa_dev": "en",
        "arabic/arabic_tydiqa_dev": "ar",
        "russian/russian_tydiqa_dev": "ru",
    }
    paths = {f"language_data/{part}.json": language for part, language in parts.items()}
    repository = Repository(
        folder,
        "sagorbrur/tydiqa-language-specific",
        "55c6649475e0765f717a6d32a173c6664096a8ce",
        *paths,
    )
    for path, language in paths.items():
        yield from squad(repository.read(path), language)


def arcd(folder: Path) -> Iterator[Pair]:
    paths = [f"data/arcd-{split}.json" for split in ("train", "test")]
    repository = Repository(
        folder, "husseinmozannar/SOQAL", "1229d34aa2b7a0b9a2e4858c9268e68f45d7e3c4", *paths
    )
    for path in paths:
        yield from squad(repository.read(path))


def cmrc(folder: Path) -> Iterator[Pair]:
    paths = [f"squad-style-data/cmrc2018_{split}.json" for split in ("dev", "trial")]
    repository = Repository(
        folder, "ymcui/cmrc2018", "c0eb1b6ba219847457e6af3180da722bbeb656af", *paths
    )
    for path in paths:
        yield from squad(repository.read(path))


def drcd(folder: Path) -> Iterator[Pair]:
    paths = [f"DRCD_{split}.json" for split in ("dev", "test")]
    repository = Repository(
        folder, "DRCKnowledgeTeam/DRCD", "b944790de5af02c5fbb7cd9cb1473d27d169eebf", *paths
    )
    for path in paths:
        yield from squad(repository.read(path))


def ottoman_history(folder: Path) -> Iterator[Pair]:
    parts = (
        "1299-1451/train_data",
        "1451-1579/train_data",
        "1451-1579/test_data",
        "1579-1792/train_data_v1",
        "1579-1792/train_data_v2",
        "1792-1922/train_data",
        "1792-1922/test_data",
    )
    paths = [f"data/2020-enelpi-squad-dataset/{part}.json" for part in parts]
    repository = Repository(
        folder,
        "okanvk/Turkish-Reading-Comprehension-Question-Answering-Dataset",
        "c6852f86f25e093ead13d8e2d0d87d92deadf727",
        *paths,
    )
    for path in paths:
        yield from squad(repository.read(path))


def thai(folder: Path) -> Iterator[Pair]:
    repository = Repository(
        folder,
        "iapp-technology/iapp-wiki-qa-dataset",
        "644a29c59bac62d5b15b9e9b06c55bba00708eca",
        "squad_format/data.zip",
    )
    archive = zipfile.ZipFile(io.BytesIO(repository.read("squad_format/data.zip")))
    for name in archive.namelist():
        if not name.endswith(".jsonl") or "__MACOSX" in name:
            continue
        for line in archive.read(name).decode().splitlines():
            if line.strip():
                row = json.loads(line)
                yield Pair(spaced(row["question"]), spaced(row["context"]))


def squad_sentences(folder: Path) -> Iterator[Pair]:
    """Du et al.'s “test” part, which is taken from SQuAD 1.1's training set."""
    paths = [f"data/processed/{side}-test.txt" for side in ("src", "tgt")]
    repository = Repository(
        folder, "xinyadu/nqg", "8211129a3e97d29f3e4563e35f65e4a892f70ef0", *paths
    )
    sentences, questions = (repository.read(path).decode().splitlines() for path in paths)
    for sentence, question in zip(sentences, questions, strict=True):
        yield Pair(spaced(question), spaced(sentence))


def selqa(folder: Path) -> Iterator[Pair]:
    paths = [f"ass/selqa-ass-{split}.json" for split in ("dev", "test")]
    repository = Repository(
        folder, "emorynlp/selqa", "fef3d6ac6944e2d4237165d90e5f859c71676bdd", *paths
    )
    for path in paths:
        for row in json.loads(repository.read(path)):
            yield Pair(spaced(row["question"]), spaced(" ".join(row["candidates"])))


def pubmed_qa(folder: Path) -> Iterator[Pair]:
    repository = Repository(
        folder,
        "pubmedqa/pubmedqa",
        "1cbae8e92f72f20c8d3747cbb3bf5bc53554d997",
        "data/ori_pqal.json",
    )
    for row in json.loads(repository.read("data/ori_pqal.json")).values():
        yield Pair(spaced(row["QUESTION"]), spaced(" ".join(row["CONTEXTS"])))


def medquad(folder: Path) -> Iterator[Pair]:
    repository = Repository(
        folder, "abachaa/MedQuAD", "577bd37b96c02d1833b2c9eed2de9f96964e96cb", "*_QA/*.xml"
    )
    for _, content in repository.files(".xml"):
        for pair in ElementTree.fromstring(content).iter("QAPair"):
            question, answer = pair.find("Question"), pair.find("Answer")
            # Three of its folders have no answers, for they are not free.
            if question is not None and answer is not None and (answer.text or "").strip():
                yield Pair(
                    spaced(question.text or ""), spaced(answer.text), question.get("qtype") or ""
                )


def scitldr(folder: Path) -> Iterator[Pair]:
    paths = [f"SciTLDR-Data/SciTLDR-A/{split}.jsonl" for split in ("train", "dev", "test")]
    repository = Repository(
        folder, "allenai/scitldr", "5ccad9c00a60ad75c9e04abf7f27d0f53f983b20", *paths
    )
    for path in paths:
        for row in map(json.loads, repository.read(path).decode().splitlines()):
            for summary in row["target"]:
                yield Pair(spaced(summary), spaced(" ".join(row["source"])))


def covid_qa(folder: Path) -> Iterator[Pair]:
    """Articles that say they are CC BY, CC BY-SA or CC0; a passage is the text around an answer."""
    repository = Repository(
        folder,
        "deepset-ai/COVID-QA",
        "fb2eb5e249618457e5359806601086c635c8eb8f",
        "data/question-answering/200423_covidQA.json",
    )
    content = repository.read("data/question-answering/200423_covidQA.json")
    for article in json.loads(content)["data"]:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            licence = re.search(r"License:\s*(\S+)", text[:3000])
            if not licence or licence[1].lower() not in ("cc-by", "cc0", "cc-by-sa"):
                continue
            for question in paragraph["qas"]:
                answer = question["answers"][0]
                start = answer["answer_start"]
                end = start + len(answer["text"])
                first = max(text.rfind("\n\n", 0, start), start - 1200, 0)
                last = text.find("\n\n", end)
                last = min(last if last > 0 else len(text), end + 1200)
                title = spaced(text[:200].split("\n")[0])
                yield Pair(spaced(question["question"]), titled(title, text[first:last]))


class Trial(NamedTuple):
    """An article on a clinical trial: its title, its abstract, and what the abstract concludes."""

    title: str
    abstract: str
    conclusion: str


def free_articles(files: Iterator[tuple[str, bytes]]) -> set[str]:
    """The articles whose own permissions name nothing but CC BY, CC BY-SA and CC0."""
    found = set()
    for name, content in files:
        text = content.decode("utf8", "replace")
        section = re.search(r"<permissions>.*?</permissions>", text, re.S)
        section = (section[0] if section else text[:20000]).lower()
        licences = set(re.findall(r"creativecommons\.org/licen[sc]es/([a-z-]+)", section))
        if "publicdomain/zero" in section:
            licences.add("cc0")
        if licences and licences <= {"by", "by-sa", "cc0"}:
            found.add(re.search(r"PMC(\d+)", name)[1])
    return found


def trial(content: bytes) -> Trial | None:
    text = re.split(r"^BODY\b", content.decode("utf8", "replace"), flags=re.M)[0]
    title = re.match(r"TITLE[.:]*\s*(.*?)\n\s*\n", text, re.S)
    rest = text[title.end() :] if title else text
    sections = re.split(r"^ABSTRACT\.?([^\n]*?)[.:]+\s*$", rest, flags=re.M)
    abstract = spaced(re.sub(r"^ABSTRACT[^\n]*[.:]\s*$", "", rest, flags=re.M))
    if not title or not spaced(title[1]) or not 200 < len(abstract) < 6000:
        return None
    conclusion = next(
        (
            sections[place + 1]
            for place in range(1, len(sections) - 1, 2)
            if "CONCLU" in sections[place].upper()
        ),
        "",
    )
    return Trial(spaced(title[1]), abstract, spaced(conclusion))


# Between two sentences.
SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-Z])")
# What is not read with the sentence around it.
ASIDE = ("xref", "table-wrap", "fig", "disp-formula")


def read_aloud(paragraph: ElementTree.Element) -> str:
    """A paragraph without its references and the brackets that they leave empty."""
    parts: list[str] = []

    def walk(element: ElementTree.Element) -> None:
        if element.tag not in ASIDE:
            parts.append(element.text or "")
            for child in element:
                walk(child)
                parts.append(child.tail or "")

    walk(paragraph)
    text = re.sub(r"[\[(][\s,;–-]*[\])]", "", "".join(parts))
    return spaced(re.sub(r"\s+([.,;])", r"\1", text))


def findings(article: bytes) -> Iterator[str]:
    """The sentences that open the first and the last paragraph of an article's discussion and of
    its conclusions, where it says what was found."""
    for section in ElementTree.fromstring(article).iter("sec"):
        title = section.find("title")
        if title is not None and re.search(
            "discussion|conclusion", "".join(title.itertext()).lower()
        ):
            paragraphs = [read_aloud(paragraph) for paragraph in section.iter("p")]
            for paragraph in dict.fromkeys([*paragraphs[:1], *paragraphs[-1:]]):
                yield from (
                    sentence
                    for sentence in SENTENCES.split(paragraph)[:2]
                    if 50 < len(sentence) < 350
                )


def evidence_inference(folder: Path) -> Iterator[Pair]:
    """A trial's abstract is found by what it compared, by its title, by its conclusion's first
    sentence where the conclusion is left out of it, and by what its article says was found."""
    repository = Repository(
        folder,
        "jayded/evidence-inference",
        "b9831b6c59b52ac2d277f757d413ececf0949a8d",
        "annotations/abstracts/",
        "annotations/xml_files/",
        "annotations/prompts_merged.csv",
    )
    free = free_articles(repository.files(".nxml"))
    trials = {}
    for name, content in repository.files(".abst"):
        number = re.search(r"PMC(\d+)", name)[1]
        if number in free and (found := trial(content)):
            trials[number] = found
    prompts = repository.read("annotations/prompts_merged.csv").decode("utf8", "replace")
    for row in csv.DictReader(io.StringIO(prompts)):
        if found := trials.get(row["PMCID"]):
            compared, control, outcome = (
                spaced(row[key]) for key in ("Intervention", "Comparator", "Outcome")
            )
            yield Pair(
                f"Effect of {compared} compared with {control} on {outcome}",
                titled(found.title, found.abstract),
                "prompt",
            )
    for found in trials.values():
        yield Pair(found.title, found.abstract, "title")
        sentence = SENTENCES.split(found.conclusion)[0]
        rest = spaced(found.abstract.replace(found.conclusion, ""))
        if found.conclusion and len(rest) > 200 and 40 < len(sentence) < 400:
            yield Pair(sentence, titled(found.title, rest), "conclusion")
    said = [
        (sentence, trials[number])
        for name, content in repository.files(".nxml")
        if (number := re.search(r"PMC(\d+)", name)[1]) in trials
        for sentence in findings(content)
    ]
    counts = Counter(sentence for sentence, _ in said)
    for sentence, found in said:
        # What several articles say, such as that the study has limits, finds none of them.
        if counts[sentence] == 1:
            yield Pair(sentence, titled(found.title, found.abstract), "finding")


NTREX_CODES = {
    "ar": "arb",
    "de": "deu",
    "el": "ell",
    "es": "spa",
    "hi": "hin",
    "ro": "ron",
    "ru": "rus",
    "th": "tha",
    "tr": "tur",
    "vi": "vie",
    "zh": "zho-CN",
}


def ntrex(folder: Path) -> dict[str, list[str]]:
    """The same news sentences in twelve languages, in the order of the articles."""
    paths = {"en": "NTREX-128/newstest2019-src.eng.txt"} | {
        language: f"NTREX-128/newstest2019-ref.{code}.txt" for language, code in NTREX_CODES.items()
    }
    repository = Repository(
        folder,
        "MicrosoftTranslator/NTREX",
        "8561f6a622db9edad1217683e5c83daefd8bb2bf",
        *paths.values(),
    )
    return {
        language: [spaced(line) for line in repository.read(path).decode().splitlines()]
        for language, path in paths.items()
    }
