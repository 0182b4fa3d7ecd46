import SystemPackage
import TrefoilTesting
import TrefoilText

/// The tokenizers that tests share.
enum TokenizerFixture {
  /// BGE-M3's model, where the folder of goldens is.
  static let modelPath: FilePath? = Folders.shared?
    .appending("golden/nano-bge-m3/sentencepiece.bpe.model")

  /// The tokenizer of BGE-M3's model; loaded once.
  static let bgeM3 = modelPath.map { path in Result { try XLMRobertaTokenizer(path: path) } }

  /// A tokenizer of a model written here.
  static func make(_ model: SerializedModel) throws -> XLMRobertaTokenizer {
    try make(model.bytes)
  }

  /// A tokenizer of a model file with this content.
  static func make(_ bytes: [UInt8]) throws -> XLMRobertaTokenizer {
    try XLMRobertaTokenizer(modelFile: bytes)
  }

  /// What is wrong with a model file with this content, or nil if it loads.
  static func fault(_ bytes: [UInt8]) -> SentencePieceFault? {
    do throws(SentencePieceFault) {
      _ = try XLMRobertaTokenizer(modelFile: bytes)
      return nil
    } catch {
      return error
    }
  }
}
