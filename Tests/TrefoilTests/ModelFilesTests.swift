import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilTesting

@Suite("Files of a model that are not what they should be")
struct ModelFilesTests {
  /// A copy of the tiny model.
  private func tiny() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    for name in [
      "config.json", "model.safetensors", "modules.json", "sentence_bert_config.json",
      "sentencepiece.bpe.model", "tokenizer_config.json", "1_Pooling", "sparse_linear.pt",
      "colbert_linear.pt",
    ] {
      try FileManager.default.copyItem(
        atPath: Folders.tinyModel.appending(name).string, toPath: directory.path(name))
    }
    return directory
  }

  private func open(_ directory: FilePath, _ options: EmbedderOptions = .init()) throws -> Embedder
  {
    try Embedder(model: ModelDirectory(path: directory), options: options)
  }

  private static let names = [
    "config.json", "modules.json", "1_Pooling/config.json", "sentence_bert_config.json",
    "model.safetensors", "sentencepiece.bpe.model", "sparse_linear.pt", "tokenizer_config.json",
    "config_sentence_transformers.json", "2_Normalize/config.json", "trefoil.json",
    "pytorch_model.bin",
  ]

  @Test("a link that leads to nothing is an error that says where to", arguments: names)
  func danglingLink(name: String) throws {
    let directory = try tiny()
    let manager = FileManager.default
    if name == "pytorch_model.bin" {
      try manager.removeItem(atPath: directory.path("model.safetensors"))
    }
    try? manager.removeItem(atPath: directory.path(name))
    try? manager.createDirectory(
      atPath: directory.path("2_Normalize"), withIntermediateDirectories: true)
    try manager.createSymbolicLink(atPath: directory.path(name), withDestinationPath: "blobs/gone")
    #expect {
      try open(directory.path)
    } throws: { error in
      "\(error)".contains("“blobs/gone”") && "\(error)".contains(name)
    }
  }

  @Test("so is a folder that is such a link")
  func danglingFolder() throws {
    let directory = try tiny()
    try FileManager.default.removeItem(atPath: directory.path("1_Pooling"))
    try FileManager.default.createSymbolicLink(
      atPath: directory.path("1_Pooling"), withDestinationPath: "/nowhere/1_Pooling")
    #expect {
      try open(directory.path)
    } throws: { "\($0)".contains("“/nowhere/1_Pooling”") }
  }

  @Test(
    "a clone without Git LFS says how to fetch the files, whichever they are",
    arguments: [
      ["model.safetensors"], ["sentencepiece.bpe.model"], ["config.json"], ["tokenizer.json"],
      ["colbert_linear.pt"], ["modules.json"], ["1_Pooling/config.json"],
      ["model.safetensors", "sentencepiece.bpe.model", "tokenizer.json", "sparse_linear.pt"],
    ])
  func gitPointers(names: [String]) throws {
    let directory = try tiny()
    for name in names {
      try directory.write(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", to: name)
    }
    #expect {
      try open(directory.path)
    } throws: { error in
      "\(error)".contains("git lfs pull") && names.contains { "\(error)".contains($0) }
    }
  }

  @Test("a model in the old layout gives the same vectors, and is converted to the new one")
  func oldLayout() async throws {
    let directory = try tiny()
    let manager = FileManager.default
    try manager.createDirectory(
      atPath: directory.path("0_Transformer"), withIntermediateDirectories: true)
    for name in [
      "config.json", "model.safetensors", "sentence_bert_config.json", "sentencepiece.bpe.model",
      "tokenizer_config.json",
    ] {
      try manager.moveItem(
        atPath: directory.path(name), toPath: directory.path("0_Transformer/" + name))
    }
    let modules = String(decoding: try directory.read("modules.json"), as: UTF8.self)
    try directory.write(
      modules.replacing(#""path": "","#, with: #""path": "0_Transformer","#, maxReplacements: 1),
      to: "modules.json")
    let options = EncodeOptions(outputs: .all)
    let expected = try await open(Folders.tinyModel).encode(["the sea"], options: options)
    #expect(try await open(directory.path).encode(["the sea"], options: options) == expected)
    let output = directory.path.appending("converted")
    try await ModelConverter(model: directory.path).convert(to: output)
    let converted = try open(output)
    #expect(converted.configuration.encoderFolder.isEmpty)
    #expect(try await converted.encode(["the sea"], options: options) == expected)
    #expect(converted.outputs == .all)
  }

  @Test("a converted model has its heads in FlagEmbedding's files too")
  func headFiles() async throws {
    let directory = try TemporaryDirectory()
    let output = directory.path.appending("plain")
    try await ModelConverter(model: Folders.tinyModel).convert(to: output)
    for (name, shape) in [("sparse_linear", [1, 32]), ("colbert_linear", [32, 32])] {
      let published = try CheckpointOfHead.open(Folders.tinyModel, name)
      let written = try CheckpointOfHead.open(output, name)
      for (part, shape) in [("weight", shape), ("bias", [shape[0]])] {
        let tensor = "\(name).\(part)"
        #expect(
          try written.tensor(tensor, shape: shape).halves()
            == published.tensor(tensor, shape: shape).halves())
      }
    }
    let packed = directory.path.appending("packed")
    try await ModelConverter(model: Folders.tinyModel).convert(to: packed, precision: .exact)
    #expect(!FileManager.default.fileExists(atPath: packed.appending("sparse_linear.pt").string))
  }

  /// Opens a head's own file, with a backbone that has no head.
  private enum CheckpointOfHead {
    static func open(_ model: FilePath, _ name: String) throws -> Checkpoint {
      let directory = try TemporaryDirectory()
      try directory.write(
        SmallModel(format: .half, heads: false).safetensors, to: "model.safetensors")
      try FileManager.default.copyItem(
        atPath: model.appending(name + ".pt").string, toPath: directory.path(name + ".pt"))
      return try Checkpoint.open(
        directory: directory.path, layout: EncoderFamily.xlmRoberta.layout)
    }
  }

  @Test("instructions are the caller's, else those of trefoil.json, else the model's")
  func instructions() async throws {
    let directory = try tiny()
    #expect(try open(directory.path).instructions.query == Instruction())
    try directory.write(
      #"{"prompts":{"query":"one ","document":"two "}}"#, to: "config_sentence_transformers.json")
    let model = try open(directory.path)
    #expect(model.instructions.query == Instruction(text: "one ", origin: .model))
    #expect(model.instructions[.passage].text == "two " && model.instructions[.plain].text.isEmpty)
    try ModelSettings(queryInstruction: "the ", passageInstruction: "").write(
      to: directory.path.appending(ModelSettings.fileName))
    let settings = try open(directory.path)
    #expect(settings.instructions.query == Instruction(text: "the ", origin: .settings))
    #expect(settings.instructions.passage == Instruction(text: "", origin: .settings))
    let caller = try open(directory.path, EmbedderOptions(queryInstruction: "sea "))
    #expect(caller.instructions.query == Instruction(text: "sea ", origin: .caller))
    #expect(caller.instructions.passage.origin == .settings)
    let asked = try await caller.encode(["rises"], options: EncodeOptions(role: .query))
    #expect(asked == (try await caller.encode(["sea rises"])))
    #expect(try ModelSettings(directory: directory.path).queryInstruction == "the ")
  }

  @Test(
    "a model whose name says that it was trained with instructions, and that has none, is told",
    arguments: [
      ("multilingual-e5-small", "", true), ("models--intfloat--multilingual-e5-large", "", true),
      ("my-model", "intfloat/multilingual-e5-base", true), ("bge-m3", "BAAI/bge-m3", false),
      ("fine5", "", false), ("snowflake-arctic-embed-m-v2.0", "", true),
    ])
  func trained(directory: String, original: String, isTold: Bool) throws {
    let copy = try tiny()
    let named = copy.path.appending(directory)
    let manager = FileManager.default
    try manager.createDirectory(atPath: named.string, withIntermediateDirectories: true)
    for name in copy.names where name != directory {
      try manager.moveItem(
        atPath: copy.path(name), toPath: named.appending(name).string)
    }
    let config = String(decoding: try copy.read(directory + "/config.json"), as: UTF8.self)
    try copy.write(
      #"{"_name_or_path":"\#(original)","# + config.dropFirst(), to: directory + "/config.json")
    func note(_ options: EmbedderOptions = .init()) throws -> String? {
      let embedder = try open(named, options)
      return ModelNotices.missingInstructions(
        embedder.instructions, embedder.model, embedder.configuration)
    }
    #expect(try (note() != nil) == isTold)
    #expect(try note(EmbedderOptions(queryInstruction: "")) == nil)
  }
}
