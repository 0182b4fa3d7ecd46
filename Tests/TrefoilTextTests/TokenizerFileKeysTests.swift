import Foundation
import SystemPackage
import TrefoilFiles
import TrefoilTesting
import TrefoilText
import Testing

@Suite("Keys of a tokenizer's files")
struct TokenizerFileKeysTests {
  private let page: String

  init() throws {
    let path = Folders.checkout.appending("Sources/Trefoil/Trefoil.docc/TokenizerFiles.md")
    page = try String(contentsOfFile: path.string, encoding: .utf8)
  }

  /// The keys of a section's table, each with the first word of its rule.
  private func documented(_ heading: String) throws -> [String: String] {
    let section = try #require(page.components(separatedBy: "\n## \(heading)\n").dropFirst().first)
      .components(separatedBy: "\n## ")[0]
    var rules: [String: String] = [:]
    for row in section.split(separator: "\n") where row.hasPrefix("| `") {
      let cells = row.split(separator: "|")
      let word = cells[1].split(whereSeparator: { " ,:;".contains($0) }).first.map(String.init)
      for key in cells[0].split(separator: "`") where key != "_token" && !key.contains(" ") {
        rules[String(key)] = word
      }
    }
    return rules
  }

  private func word(_ rule: KeyRules.Rule) -> String {
    switch rule {
    case .applied: "applied"
    case .refused: "refused"
    case .harmless: "harmless"
    }
  }

  @Test("are in the documentation with the rule that the program follows")
  func documentation() throws {
    let tokenizer = TokenizerFileKeys.tokenizer.rules
      .merging(TokenizerFileKeys.model.rules.map { ("model.\($0)", $1) }) { $1 }
      .merging(TokenizerFileKeys.truncation.rules.map { ("truncation.\($0)", $1) }) { $1 }
    for (heading, rules) in [
      ("tokenizer_config.json", TokenizerFileKeys.configuration.rules),
      ("special_tokens_map.json", TokenizerFileKeys.specialTokensMap.rules),
      ("An added token", TokenizerFileKeys.addedToken.rules), ("tokenizer.json", tokenizer),
    ] {
      let documented = try documented(heading)
      let wanted = rules.mapValues(word)
      for key in Set(documented.keys).union(wanted.keys) {
        #expect(documented[key] == wanted[key], "\(key) of \(heading)")
      }
    }
    let components =
      TokenizerFileKeys.normalizers + TokenizerFileKeys.preTokenizers
      + TokenizerFileKeys.postProcessors
    for component in components { #expect(page.contains("`\(component.file)`")) }
  }

  @Test(
    "that the reference reads or writes are all listed",
    arguments: [
      // What transformers 5.24.0's tokenizers take or save, for Unigram vocabularies.
      "_commit_hash add_bos_token add_eos_token add_prefix_space added_tokens_decoder auto_map",
      "additional_special_tokens backend bos_token chat_control_tokens chat_template cls_token",
      "clean_up_tokenization_spaces eos_token extra_special_tokens fast_tokenizer_files",
      "files_loaded is_local legacy local_files_only mask_token max_len max_length model_max_length",
      "model_input_names model_specific_special_tokens name_or_path pad_to_multiple_of pad_token",
      "pad_token_type_id padding_side processor_class response_schema response_template sep_token",
      "split_special_tokens stride tokenizer_class truncation_side truncation_strategy unk_id",
      "unk_token verbose vocab vocab_file",
      // What transformers 4 saved.
      "do_lower_case keep_accents remove_space sp_model_kwargs special_tokens_map_file",
      "tokenizer_file",
    ])
  func listed(keys: String) {
    for key in keys.split(separator: " ") {
      #expect(TokenizerFileKeys.configuration.rules[String(key)] != nil, "\(key)")
    }
  }

  @Test("of every tokenizer in the repository are listed")
  func repository() throws {
    var files = 0
    for name in ["tiny-bge-m3", "tiny-bert"] {
      let folder = Folders.fixtures.appending(name)
      #expect(try TokenizerFile(directory: folder).open().notices.isEmpty)
      files += 1
    }
    #expect(files == 2)
  }
}
