internal import TrefoilFiles

extension TokenizerJSON {
  /// What is written in the file and changes tokens, though transformers' `XLMRobertaTokenizer`
  /// leaves it out; a sentence each.
  func passedOver() -> [String] {
    let normalizers = types(component("normalizer"), "normalizers").filter { type in
      // Words are divided at white space, so runs of spaces do not matter.
      !["Precompiled", "Replace", "Strip"].contains(type)
    }
    let preTokenizers = types(component("pre_tokenizer"), "pretokenizers").filter { type in
      !["Metaspace", "WhitespaceSplit"].contains(type)
    }
    return (normalizers + preTokenizers).map { type in
      "“\(reader.path)” has “\(type)”, which transformers 5 leaves out under the class"
        + " XLMRobertaTokenizer, and so does Trefoil; the class PreTrainedTokenizerFast in"
        + " \(TokenizerSettings.fileName) applies it."
    }
  }

  /// The id of the unknown, which a Unigram model needs as soon as it meets a new character.
  func requiredUnknownID() throws(TokenizerError) -> Int32 {
    guard let unknownID else {
      throw .unsupported(
        file: reader.path, key: "model.unk_id", found: "null", supported: "the id of a piece")
    }
    return Int32(unknownID)
  }

  private func types(_ component: JSONContent?, _ list: String) -> [String] {
    guard let component else { return [] }
    if let parts = component[list]?.array { return parts.flatMap { types($0, list) } }
    return [component["type"]?.string ?? ""]
  }
}
