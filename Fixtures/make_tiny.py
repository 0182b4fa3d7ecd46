#!/usr/bin/env python3
"""Makes the tiny models beside this file, and what FlagEmbedding and transformers say of them.

Run once, from this folder, where the outputs lie that the tests compare with:

    python3 -m venv .venv && . .venv/bin/activate
    pip install "torch==2.15.*" "transformers==5.23.*" "FlagEmbedding==1.4.2" \
        "sentencepiece==0.2.*" safetensors numpy
    HF_HUB_OFFLINE=1 python make_tiny.py

Everything is seeded: the weights, and the vocabulary, which SentencePiece trains on TEXTS below.
make_old_torch.py writes the heads again as older releases of torch do.
"""

import collections
import json
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np
import sentencepiece
import torch
import transformers
from safetensors.torch import save_file
from sentencepiece import sentencepiece_model_pb2
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers
from tokenizers import pre_tokenizers, processors

HERE = Path(__file__).resolve().parent
PIECES = 1000
MAX_LENGTH = 128

# Written for this file; the vocabulary is trained on them.
TEXTS = """
A lighthouse keeper writes down the weather every evening before the lamp is lit.
The quick brown fox jumps over the lazy dog, and the dog does not mind at all.
Search engines rank passages by how well they answer a query, not by how often they repeat it.
What is a multi-vector model? It keeps one vector for every token of a text.
How far is it from the harbour to the old town, and does the tram run on Sundays?
Embedding models turn a sentence into numbers; close numbers mean close sentences.
The baker opens at six, sells out by nine, and sleeps through the afternoon.
Numbers such as 3.14, 42, 1,000 and 2026-11-21 are cut into pieces like words are.
Der Leuchtturmwärter schreibt jeden Abend das Wetter auf, bevor die Lampe brennt.
Wie groß ist der Unterschied zwischen der Straße und der Gasse? Größer als gedacht.
Die Suche ordnet Absätze danach, wie gut sie eine Frage beantworten.
Le gardien du phare note le temps chaque soir avant d'allumer la lampe.
Où est la bibliothèque ? Elle est à côté de l'église, près du marché aux fleurs.
El farero anota el tiempo cada tarde antes de encender la lámpara del faro.
¿Cuánto cuesta el billete de tren? Mañana será más caro que hoy.
Смотритель маяка каждый вечер записывает погоду, прежде чем зажечь лампу.
Поиск упорядочивает отрывки по тому, насколько хорошо они отвечают на вопрос.
حارس المنارة يكتب حالة الطقس كل مساء قبل أن يشعل المصباح.
ما هو البحث عن النصوص؟ هو ترتيب الفقرات حسب السؤال.
प्रकाशस्तंभ का रखवाला हर शाम दीपक जलाने से पहले मौसम लिखता है।
ประภาคารมีผู้ดูแลที่จดบันทึกอากาศทุกเย็นก่อนจุดตะเกียง
灯塔看守人每天晚上点灯之前都会记下天气。什么是向量检索？
灯台守は毎晩ランプを灯す前に天気を書き留める。ベクトル検索とは何ですか。
등대지기는 매일 저녁 등불을 켜기 전에 날씨를 적는다. 벡터 검색이란 무엇인가?
Ο φαροφύλακας γράφει κάθε βράδυ τον καιρό πριν ανάψει τη λάμπα.
""".strip().split("\n")

# What the models are asked about; the tests read them from the outputs.
QUESTIONS = [
    "What is a multi-vector model?",
    "Embedding models turn a sentence into numbers.",
    "灯塔看守人每天晚上点灯之前都会记下天气。",
    "Wie groß ist der Unterschied zwischen „Straße“ und „Gasse“? naïve café ﬁn",
    "ما هو البحث عن النصوص؟",
    "Поиск упорядочивает отрывки",
    "ベクトル検索とは何ですか。ｶﾀｶﾅ ＡＢＣ１２３",
    "",
    "   \t\n  ",
    "What is a multi-vector model?",
    "the the the THE The",
    "a",
    "literal <s> and </s> and <mask> and <pad> tokens",
    "unknown: 𓀀𓀁 ☃︎ 👩‍👩‍👧‍👦 🇩🇪",
    "tabs\tand\nnewlines\r\nand  double   spaces\u3000\u00a0nbsp\u200bzwsp ",
    "The lighthouse keeper writes down the weather. " * 20,
]
PAIRS = [(0, 1), (1, 0), (2, 6), (3, 4), (7, 1), (0, 9), (10, 11), (12, 15)]

TOKEN_TEXTS = [
    "", " ", "  ", "\n", "\t \n", " a", "a ", "a  b", "  a  b  ", "a\tb", "a\nb", "a\r\nb", "\r",
    "\r\n", "\x00", "a\x00b", "\x01\x02", "\x0b", "\x0c", "\x1f", "\x7f", "\x85", "a\x85b",
    "\u00a0", "a\u00a0b", "\u00ad", "so\u00adft", "\u1680", "\u2000a", "\u200b", "a\u200bb",
    "\u200c", "\u200d", "\u2028", "\u2029", "\u202e", "\u2060", "\ufeff", "\ufeffa", "\u3000",
    "\ufffd", "\ue000", "\U0010ffff", "▁", "▁▁", "▁a", "a▁b", " ▁ ", "the", "The", "THE", "the.",
    "the,the", "lighthouse", "lighthouses", "lighthouse keeper", "naïve", "nai\u0308ve", "e\u0301",
    "\u0301", "a\u0301\u0323", "ﬁn", "ﬀ", "Ⅷ", "①", "½", "²", "ª", "™", "㎏", "ﷺ", "ﷻ",
    "ＡＢＣ", "１２３", "ｶﾞ", "ﾊﾟ", "ｶ", "ﾞ", "カ\u3099", "が", "한글", "\u1112\u1161\u11ab",
    "\u1112", "각", "ภาษาไทย", "ก็", "กำ", "हिन्दी", "नि\u200d", "क्\u200dष", "क्ष", "க்ஷ",
    "عربي", "عَرَبِيّ", "ـــ", "לשון", "\u05b8", "ß", "ẞ", "ŉ", "ǆ", "İ", "ı", "Σς", "Ω", "K", "Å",
    "👩‍👩‍👧‍👦", "👍🏽", "🇩🇪", "🇩🇪🇫", "1️⃣", "☃︎", "☃️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🙂🙂", "a🙂b",
    "<s>", "</s>", "<pad>", "<unk>", "<mask>", " <mask>", "<mask> ", "a <mask> b", "a  <mask>  b",
    "a\t<mask>", "<mask><mask>", "<s>a</s>", "a</s> b", "<S>", "< s>", "<s", "<<s>>", "＜s＞",
    "<mask", "x<pad>y", "x <unk> y", "</s></s>", "don't", "l'église", "3.14", "1,000", "2026-11-21",
    "foo@bar.example", "https://trefoil.example/a?b=c#d", "a" * 300, "ab " * 50, "灯塔", "灯塔看守人",
    "ベクトル検索", "检索检索检索", "中 文", "中\u3000文", "Ünïcödé", "ÆØÅ", "ﬃ", "㍿", "㌔", "…", "‥", "—",
    "“quoted”", "„tief“", "«là»", "‹a›", "`a`", "a_b", "a-b", "a–b", "a/b", "a\\b", "\\n", "%20",
    "\U0001d54f", "𝔘𝔫𝔦", "ⓐ", "Ａ　Ｂ", "\u0378", "𓀀", "\u0e33", "\u0f77", "\u0344", "\u2f800",
] + TEXTS[::3]


def train_vocabulary(folder: Path) -> Path:
    """Trains the pieces and writes them as XLM-R's file has them: <unk>, <s>, </s>, then the rest."""
    corpus = folder / "corpus.txt"
    corpus.write_text("\n".join(TEXTS) + "\n", encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus), model_prefix=str(folder / "spm"), model_type="unigram",
        vocab_size=PIECES, character_coverage=1.0, normalization_rule_name="nmt_nfkc",
        unk_id=0, bos_id=1, eos_id=2, pad_id=-1, hard_vocab_limit=False, num_threads=1,
        minloglevel=2,
    )
    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString((folder / "spm.model").read_bytes())
    model.trainer_spec.input[:] = ["make_tiny.py"]
    model.trainer_spec.model_prefix = "tiny"
    path = folder / "sentencepiece.bpe.model"
    path.write_bytes(model.SerializeToString(deterministic=True))
    return path


def fast_tokenizer(vocabulary: Path) -> Tokenizer:
    """The pipeline of BGE-M3's tokenizer.json over this vocabulary."""
    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString(vocabulary.read_bytes())
    pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    pieces += [(piece.piece, piece.score) for piece in model.pieces[3:]] + [("<mask>", 0.0)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.Precompiled(model.normalizer_spec.precompiled_charsmap),
        normalizers.Replace(Regex(" {2,}"), " "),
    ])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace("▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace("▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    tokenizer.add_special_tokens([
        AddedToken(text, normalized=False, lstrip=text == "<mask>")
        for text in ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
    ])
    return tokenizer


def write_json(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def seeded_weights(
    seed: int, layers: int, hidden: int, feed_forward: int, vocabulary: int, positions: int,
    types: int,
) -> dict[str, torch.Tensor]:
    """Weights that fp16 holds exactly, with outputs that differ from text to text."""
    generator = torch.Generator().manual_seed(seed)
    weights: dict[str, torch.Tensor] = collections.OrderedDict()

    def normal(name: str, *shape: int, scale: float, mean: float = 0.0) -> None:
        weights[name] = (mean + torch.randn(*shape, generator=generator) * scale).half()

    def linear(name: str, out: int, depth: int) -> None:
        normal(name + ".weight", out, depth, scale=1.2 / depth**0.5)
        normal(name + ".bias", out, scale=0.05)

    def norm(name: str) -> None:
        normal(name + ".weight", hidden, scale=0.05, mean=1.0)
        normal(name + ".bias", hidden, scale=0.05)

    normal("embeddings.word_embeddings.weight", vocabulary, hidden, scale=0.1)
    normal("embeddings.position_embeddings.weight", positions, hidden, scale=0.03)
    normal("embeddings.token_type_embeddings.weight", types, hidden, scale=0.03)
    norm("embeddings.LayerNorm")
    for layer in range(layers):
        prefix = f"encoder.layer.{layer}."
        for part in ("query", "key", "value"):
            linear(f"{prefix}attention.self.{part}", hidden, hidden)
        linear(prefix + "attention.output.dense", hidden, hidden)
        norm(prefix + "attention.output.LayerNorm")
        linear(prefix + "intermediate.dense", feed_forward, hidden)
        linear(prefix + "output.dense", hidden, feed_forward)
        norm(prefix + "output.LayerNorm")
    return weights


def configuration(kind: str, layers: int, hidden: int, heads: int, feed_forward: int,
                  vocabulary: int, positions: int, types: int) -> dict[str, object]:
    is_bert = kind == "bert"
    return {
        "architectures": ["BertModel" if is_bert else "XLMRobertaModel"],
        "attention_probs_dropout_prob": 0.1, "bos_token_id": 0, "eos_token_id": 2,
        "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "hidden_size": hidden,
        "initializer_range": 0.02, "intermediate_size": feed_forward,
        "layer_norm_eps": 1e-12 if is_bert else 1e-05, "max_position_embeddings": positions,
        "model_type": kind, "num_attention_heads": heads, "num_hidden_layers": layers,
        "pad_token_id": 0 if is_bert else 1, "position_embedding_type": "absolute",
        "tokenizer_class": "XLMRobertaTokenizer", "torch_dtype": "float16",
        "type_vocab_size": types, "vocab_size": vocabulary,
    }


def write_side_files(folder: Path, pooling: str, hidden: int, max_length: int) -> None:
    modules = [("0", "", "Transformer"), ("1", "1_Pooling", "Pooling"),
               ("2", "2_Normalize", "Normalize")]
    write_json(folder / "modules.json", [
        {"idx": int(name), "name": name, "path": path,
         "type": "sentence_transformers.models." + kind} for name, path, kind in modules])
    write_json(folder / "1_Pooling/config.json", {
        "word_embedding_dimension": hidden, "pooling_mode_cls_token": pooling == "cls",
        "pooling_mode_mean_tokens": pooling == "mean", "pooling_mode_max_tokens": False,
        "pooling_mode_mean_sqrt_len_tokens": False})
    write_json(folder / "sentence_bert_config.json",
               {"max_seq_length": max_length, "do_lower_case": False})
    mask = {"__type": "AddedToken", "content": "<mask>", "lstrip": True, "normalized": True,
            "rstrip": False, "single_word": False}
    write_json(folder / "tokenizer_config.json", {
        "tokenizer_class": "XLMRobertaTokenizer", "bos_token": "<s>", "eos_token": "</s>",
        "sep_token": "</s>", "cls_token": "<s>", "unk_token": "<unk>", "pad_token": "<pad>",
        "mask_token": mask, "model_max_length": max_length})


def make_bge(vocabulary: Path, pieces: int) -> None:
    folder = HERE / "tiny-bge-m3"
    layers, hidden, heads, feed_forward = 2, 32, 4, 64
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    weights = seeded_weights(1, layers, hidden, feed_forward, pieces, MAX_LENGTH + 2, 1)
    write_json(folder / "config.json", configuration(
        "xlm-roberta", layers, hidden, heads, feed_forward, pieces, MAX_LENGTH + 2, 1))
    # The published repository has fp32; these are the same numbers.
    torch.save(collections.OrderedDict((k, v.float()) for k, v in weights.items()),
               folder / "pytorch_model.bin")
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    generator = torch.Generator().manual_seed(2)
    for name, out in (("colbert_linear", hidden), ("sparse_linear", 1)):
        head = collections.OrderedDict(
            weight=(torch.randn(out, hidden, generator=generator) / hidden**0.5).half(),
            bias=(torch.randn(out, generator=generator) * 0.05).half())
        torch.save(head, folder / f"{name}.pt")
    write_side_files(folder, "cls", hidden, MAX_LENGTH)
    shutil.copy(vocabulary, folder)
    write_bge_outputs(folder)


def write_bge_outputs(folder: Path) -> None:
    from FlagEmbedding import BGEM3FlagModel

    model = BGEM3FlagModel(str(folder), use_fp16=False, devices="cpu")
    options = dict(max_length=MAX_LENGTH, return_dense=True, return_sparse=True,
                   return_colbert_vecs=True)
    # One at a time: padding changes nothing but the last bits.
    results = [model.encode(text, **options) for text in QUESTIONS]
    ids = [model.tokenizer(t, truncation=True, max_length=MAX_LENGTH)["input_ids"]
           for t in QUESTIONS]
    tensors = {"dense": torch.from_numpy(np.stack([r["dense_vecs"] for r in results]))}
    for index, result in enumerate(results):
        tensors[f"colbert_{index}"] = torch.from_numpy(np.ascontiguousarray(
            result["colbert_vecs"]))
        with torch.no_grad():
            hidden = model.model.model(input_ids=torch.tensor([ids[index]])).last_hidden_state
        tensors[f"hidden_{index}"] = hidden[0].contiguous()
    save_file({k: v.float() for k, v in tensors.items()}, folder / "outputs.safetensors")
    pairs = [(QUESTIONS[a], QUESTIONS[b]) for a, b in PAIRS]
    # Pairs one at a time: in a batch, padding would enter the ColBERT scores.
    scores = {}
    for key, weights, length in (("scores", [1, 1, 1], MAX_LENGTH),
                                 ("scores_w_0_4_0_2_0_4_passage16", [0.4, 0.2, 0.4], 16)):
        found = [model.compute_score([pair], max_query_length=MAX_LENGTH,
                                     max_passage_length=length,
                                     weights_for_different_modes=weights) for pair in pairs]
        scores[key] = {name: [score[name][0] for score in found] for name in found[0]}
    write_json(folder / "outputs.json", {
        "made_by": f"FlagEmbedding 1.4.2, transformers {transformers.__version__}, "
                   f"torch {torch.__version__}, CPU, fp32 arithmetic on the fp16 weights",
        "texts": QUESTIONS, "ids": ids,
        "full_lengths": [len(model.tokenizer(text)["input_ids"]) for text in QUESTIONS],
        "lexical": [{k: float(v) for k, v in r["lexical_weights"].items()} for r in results],
        "pairs": PAIRS, **scores})


def make_bert(vocabulary: Path, pieces: int) -> None:
    folder = HERE / "tiny-bert"
    layers, hidden, heads, feed_forward, positions = 2, 24, 3, 48, 64
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    weights = seeded_weights(3, layers, hidden, feed_forward, pieces, positions, 2)
    write_json(folder / "config.json", configuration(
        "bert", layers, hidden, heads, feed_forward, pieces, positions, 2))
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    write_side_files(folder, "mean", hidden, positions)
    prompts = {"query": "query: ", "passage": "passage: "}
    write_json(folder / "config_sentence_transformers.json",
               {"prompts": prompts, "default_prompt_name": None})
    shutil.copy(vocabulary, folder)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModel.from_pretrained(folder, torch_dtype=torch.float32).eval()
    tensors, texts, dense = {}, [], []
    kinds = [("query", 0), ("passage", 1), ("query", 4), ("passage", 7), ("passage", 12),
             ("passage", 15)]
    for index, (kind, question) in enumerate(kinds):
        ids = tokenizer(prompts[kind] + QUESTIONS[question], truncation=True,
                        max_length=positions)["input_ids"]
        with torch.no_grad():
            hidden_states = model(input_ids=torch.tensor([ids])).last_hidden_state[0]
        dense.append(torch.nn.functional.normalize(hidden_states.mean(0), dim=0))
        tensors[f"hidden_{index}"] = hidden_states.contiguous()
        texts.append({"kind": kind, "text": QUESTIONS[question], "ids": ids})
    tensors["dense"] = torch.stack(dense)
    save_file(tensors, folder / "outputs.safetensors")
    write_json(folder / "outputs.json", {
        "made_by": f"transformers {transformers.__version__}, torch {torch.__version__}, "
                   "fp32 arithmetic, mean pooling, L2", "texts": texts})


def main() -> None:
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as scratch:
        vocabulary = train_vocabulary(Path(scratch))
        tokenizer = fast_tokenizer(vocabulary)
        pieces = tokenizer.get_vocab_size()
        make_bge(vocabulary, pieces)
        make_bert(vocabulary, pieces)
        with open(HERE / "tiny-bge-m3/tokens.jsonl", "w", encoding="utf-8") as file:
            for text in TOKEN_TEXTS:
                encoding = tokenizer.encode(text)
                line = {"text": text, "ids": encoding.ids, "offsets": encoding.offsets}
                file.write(json.dumps(line) + "\n")
    size = sum(os.path.getsize(path) for path in HERE.glob("tiny-*/**/*") if path.is_file())
    print(f"{pieces} tokens, {size} bytes in all")


if __name__ == "__main__":
    main()
