import Foundation
import Synchronization
import SystemPackage
import TrefoilTesting
import Testing
import TrefoilCheckpoint
import TrefoilModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@Suite("Conversion")
struct ModelConverterTests {
  /// The names in a directory, hidden ones among them.
  private static func names(_ path: FilePath) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path.string).sorted()
  }

  private static func checkpoint(_ directory: FilePath) throws -> Checkpoint {
    try Checkpoint.open(directory: directory, layout: EncoderFamily.xlmRoberta.layout)
  }

  private static func bytes(_ path: FilePath) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path.string))
  }

  @Test(
    "a model of any format becomes one of halves that is mapped",
    arguments: SmallModel.Format.allCases)
  func roundTrip(format: SmallModel.Format) async throws {
    let (source, target) = (try TemporaryDirectory(), try TemporaryDirectory())
    let model = SmallModel(format: format)
    try model.write(to: source)
    let output = target.path.appending("converted")
    let done = Mutex<[Int]>([])
    let count = model.tensors.count
    let made = try await ModelConverter(model: source.path).convert(to: output) { progress in
      #expect(progress.tensorsTotal == count)
      done.withLock { $0.append(progress.tensorsDone) }
    }
    #expect(done.withLock { $0 } == Array(1...count))
    #expect(made.directory == output && made.tensorCount == count)
    #expect(try Self.bytes(made.weights).count == made.byteCount)
    let checkpoint = try Self.checkpoint(output)
    #expect(checkpoint.tensorNames == model.tensors.map(\.name).sorted())
    for (name, shape, values) in model.tensors {
      let tensor = try checkpoint.tensor(name, shape: shape)
      #expect(tensor.isMapped && tensor.floats() == values, "\(name)")
    }
    // The tensors begin where a cache line does.
    let header = try Self.bytes(output.appending("model.safetensors")).prefix(8)
    let length = header.reversed().reduce(0) { (sum: Int, byte: UInt8) in sum << 8 | Int(byte) }
    #expect((8 + length).isMultiple(of: 64))
    #expect(try Self.names(target.path) == ["converted"])
  }

  @Test("what it wrote it converts again to the same bytes, prefixes gone")
  func again() async throws {
    let (source, target) = (try TemporaryDirectory(), try TemporaryDirectory())
    try SmallModel(format: .single, prefix: "roberta.").write(to: source)
    let (one, other) = (target.path.appending("one"), target.path.appending("other"))
    try await ModelConverter(model: source.path).convert(to: one)
    try await ModelConverter(model: one).convert(to: other)
    for name in ["model.safetensors", "config.json", "sentencepiece.bpe.model"] {
      #expect(try Self.bytes(one.appending(name)) == Self.bytes(other.appending(name)), "\(name)")
    }
    let names = try Self.checkpoint(one).tensorNames
    #expect(names.contains("embeddings.LayerNorm.bias") && !names.contains { $0.contains("rob") })
  }

  @Test("side files go along as they are, and the configuration says float16")
  func sideFiles() async throws {
    let (source, target) = (try TemporaryDirectory(), try TemporaryDirectory())
    try SmallModel(format: .single).write(to: source)
    let files = [
      "modules.json":
        #"[{"path":"","type":"sentence_transformers.models.Transformer"},"#
        + #"{"path":"pool/ing","type":"sentence_transformers.models.Pooling"}]"#,
      "pool/ing/config.json": #"{"pooling_mode":"mean"}"#,
      "sentence_bert_config.json": #"{"max_seq_length":9}"#,
      "tokenizer_config.json": "{ \n}",
    ]
    try FileManager.default.createDirectory(
      atPath: source.path.appending("pool/ing").string, withIntermediateDirectories: true)
    for (name, text) in files { try source.write(text.utf8, to: name) }
    let output = target.path.appending("converted")
    try await ModelConverter(model: source.path).convert(to: output)
    for (name, text) in files {
      #expect(try Self.bytes(output.appending(name)) == Data(text.utf8), "\(name)")
    }
    #expect(
      try ModelConfiguration(directory: output) == ModelConfiguration(directory: source.path))
    let configuration = try #require(
      JSONSerialization.jsonObject(with: Self.bytes(output.appending("config.json")))
        as? [String: Any])
    #expect(configuration["torch_dtype"] as? String == "float16")
    #expect(configuration["dtype"] as? String == "float16")
    #expect(configuration["layer_norm_eps"] as? Double == 1e-5)
    #expect(configuration["hidden_size"] as? Int == 8)
  }

  @Test("a model without heads stays one")
  func withoutHeads() async throws {
    let (source, target) = (try TemporaryDirectory(), try TemporaryDirectory())
    try SmallModel(format: .half, heads: false).write(to: source)
    let output = target.path.appending("converted")
    try await ModelConverter(model: source.path).convert(to: output)
    #expect(try !Self.checkpoint(output).contains("sparse_linear.weight"))
  }

  @Test(
    "a number that fp16 cannot hold is an error that names its tensor, and nothing is left",
    arguments: [1e6, -65520, .infinity, .nan] as [Float])
  func unrepresentable(value: Float) async throws {
    let (source, target) = (try TemporaryDirectory(), try TemporaryDirectory())
    var model = SmallModel(format: .single)
    let name = "encoder.layer.1.output.dense.weight"
    model.set(value, at: 77, of: name)
    try model.write(to: source)
    await #expect {
      try await ModelConverter(model: source.path).convert(to: target.path.appending("converted"))
    } throws: { error in
      guard case CheckpointError.unrepresentable(name, 77, let found, _) = error else {
        return false
      }
      return found.bitPattern == value.bitPattern && "\(error)".contains(name)
    }
    #expect(try Self.names(target.path).isEmpty)
  }

  @Test("a tensor that is missing is an error before anything is written")
  func missingTensor() async throws {
    let (source, target) = (try TemporaryDirectory(), try TemporaryDirectory())
    var model = SmallModel(format: .single)
    model.remove("encoder.layer.1.output.dense.bias")
    try model.write(to: source)
    await #expect {
      try await ModelConverter(model: source.path).convert(to: target.path.appending("converted"))
    } throws: { error in
      if case CheckpointError.missingTensor("encoder.layer.1.output.dense.bias", _) = error {
        true
      } else {
        false
      }
    }
    #expect(try Self.names(target.path).isEmpty)
  }

  @Test("an output that is there is an error that names it")
  func refusals() async throws {
    let source = try TemporaryDirectory()
    try SmallModel(format: .half).write(to: source)
    for taken in [source.path, source.path.appending("config.json")] {
      await #expect(throws: ConversionError.outputExists(taken)) {
        try await ModelConverter(model: source.path).convert(to: taken)
      }
    }
  }

  @Test("an output that can't be made is an error that names it")
  func impossibleOutput() async throws {
    let source = try TemporaryDirectory()
    try SmallModel(format: .half).write(to: source)
    // A file stands where the output's folder should be.
    let output = source.path.appending("config.json/converted")
    await #expect {
      try await ModelConverter(model: source.path).convert(to: output)
    } throws: { error in
      guard case ConversionError.cannotWrite(output, _) = error else { return false }
      return true
    }
  }

  @Test("a cancelled conversion leaves nothing")
  func cancelled() async throws {
    let (source, target) = (try TemporaryDirectory(), try TemporaryDirectory())
    try SmallModel(format: .half).write(to: source)
    let (model, output) = (source.path, target.path.appending("converted"))
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await ModelConverter(model: model).convert(to: output)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try Self.names(target.path).isEmpty)
  }

  // The system's limit on a file's size stands in for a full disk: it breaks the same call off in
  // the middle of a file. It holds for a whole process, so one of its own takes it.
  @Test("a disk that fills up is an error that names the output, and nothing is left")
  func fullDisk() async {
    await #expect(processExitsWith: .success) {
      let (source, target) = (try TemporaryDirectory(), try TemporaryDirectory())
      try SmallModel(format: .half).write(to: source)
      signal(SIGXFSZ, SIG_IGN)
      // More than the header, and less than the tensors behind it.
      var limit = rlimit(rlim_cur: 5000, rlim_max: 5000)
      #if canImport(Glibc)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      #else
      setrlimit(RLIMIT_FSIZE, &limit)
      #endif
      let output = target.path.appending("converted")
      var failure = "none"
      do {
        try await ModelConverter(model: source.path).convert(to: output)
      } catch {
        failure = "\(error)"
      }
      let left = try FileManager.default.contentsOfDirectory(atPath: target.path.string)
      let isNamed = failure.contains(output.string) && failure.hasPrefix("Can't write")
      exit(isNamed && left.isEmpty ? EXIT_SUCCESS : EXIT_FAILURE)
    }
  }
}
