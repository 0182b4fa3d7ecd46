internal import ArgumentParser
internal import Trefoil

/// How much each score counts.
struct WeightOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How much dense, sparse and colbert count, as 1,0.3,1 or dense=1,sparse=0.3"
        + " (default: the model's own, as trefoil tune finds them, else 1 each).",
      valueName: "d,s,c"),
    transform: HybridWeights.argument)
  var weights: HybridWeights?
}
