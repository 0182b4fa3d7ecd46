/// A token's number in the model's vocabulary, as Hugging Face counts it (`<s>` is 0 for XLM-R).
public typealias TokenID = Int32
