internal import ArgumentParser
internal import Trefoil

/// The command `trefoil`.
struct RootCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trefoil",
    abstract: "Encode, score and rerank texts with dense, sparse and ColBERT vectors.",
    discussion: """
      One pass of the model gives a text's dense vector, its lexical weights and its ColBERT \
      token vectors; three scores and their weighted mean put passages in order.

      EXAMPLES
        trefoil rerank --query "how do tides work" passages.txt
        trefoil score "how do tides work" "The moon pulls at the sea."
        trefoil explain "how do tides work" "The moon pulls at the sea."
        trefoil encode corpus.jsonl --output corpus.safetensors
        trefoil eval beir/scifact
        trefoil tune beir/scifact
        trefoil info --model models/bge-m3

      The model is --model DIR, else $TREFOIL_MODEL, else the default model in the cache \
      ($TREFOIL_CACHE, $XDG_CACHE_HOME/trefoil or ~/.cache/trefoil), which scripts/setup prepares.

      Results go to standard output; messages and progress go to standard error. Where a text or \
      a file is read, - is standard input, once in a command; where a file is written, - is \
      standard output. An argument that begins with - comes after --, or as ./-name if it is a file.

      EXIT STATUS
        0    everything was done
        64   the command line is wrong
        65   a line or a text of the input can't be used (see --skip-bad-lines)
        66   an input file is missing or unreadable
        69   the model can't be opened, lacks what is asked for, or changed in use
        70   the encoder failed on good input
        73   the output file can't be made
        74   the output can't be written, as on a full disk
        130  Ctrl-C; what was written is whole
        141  the reader of standard output went away, as in “| head -1”
        143  ended by kill (129: the terminal was closed)
      """,
    version: TrefoilVersion.current,
    subcommands: [
      RerankCommand.self, ScoreCommand.self, ExplainCommand.self, EncodeCommand.self,
      TokenizeCommand.self, EvalCommand.self, TuneCommand.self, ConvertCommand.self,
      InfoCommand.self, CacheCommand.self, IndexCommand.self, SearchCommand.self,
    ])
}
