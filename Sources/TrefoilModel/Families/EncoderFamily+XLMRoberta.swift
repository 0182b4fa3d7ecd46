extension EncoderFamily {
  /// XLM-RoBERTa: BERT's tensors, and positions that count from one behind the padding's.
  public static let xlmRoberta = EncoderFamily(
    name: "xlm-roberta", modelTypes: ["xlm-roberta"], positions: .behindPadding(standard: 1),
    tensors: .bert)
}
