import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import TrefoilCheckpoint
import TrefoilModel

/// A checkpoint of BGE-M3's shape that torch 2.15 and safetensors wrote.
@Suite("Published layouts", .enabled(if: Folders.shared != nil, "no folder of goldens"))
struct PublishedLayoutTests {
  static let source: FilePath? = Folders.shared?.appending("golden/nano-bge-m3")

  /// A directory that holds links to these files of the golden one.
  private func model(_ names: [String]) throws -> TemporaryDirectory {
    let source = try #require(Self.source)
    let directory = try TemporaryDirectory()
    for name in names {
      try FileManager.default.createSymbolicLink(
        atPath: directory.path.appending(name).string,
        withDestinationPath: source.appending(name).string)
    }
    return directory
  }

  private func open(_ directory: FilePath) throws -> Checkpoint {
    try Checkpoint.open(directory: directory, layout: EncoderFamily.xlmRoberta.layout)
  }

  @Test("torch's files and safetensors give the same bits, both where they lie in their files")
  func sameBits() throws {
    let one = try model(["model.safetensors"])
    let other = try model(["pytorch_model.bin"])
    let (safetensors, torch) = (
      try open(one.path), try open(other.path)
    )
    #expect(safetensors.tensorNames.count == 55)
    #expect(safetensors.tensorNames == torch.tensorNames)
    for name in safetensors.tensorNames {
      let shape = try #require(safetensors.shape(of: name))
      #expect(torch.shape(of: name) == shape)
      let tensor = try safetensors.tensor(name, shape: shape)
      let other = try torch.tensor(name, shape: shape)
      #expect(tensor.isMapped && other.isMapped, "\(name)")
      #expect(tensor.halves() == other.halves(), "\(name)")
    }
  }

  @Test("each head is there exactly if its file is")
  func heads() throws {
    let both = try model(["pytorch_model.bin", "sparse_linear.pt", "colbert_linear.pt"])
    let checkpoint = try open(both.path)
    #expect(checkpoint.shape(of: "sparse_linear.weight") == [1, 48])
    #expect(checkpoint.shape(of: "sparse_linear.bias") == [1])
    #expect(checkpoint.shape(of: "colbert_linear.weight") == [48, 48])
    #expect(checkpoint.shape(of: "colbert_linear.bias") == [48])
    let sparse = try model(["model.safetensors", "sparse_linear.pt"])
    let one = try open(sparse.path)
    #expect(one.contains("sparse_linear.weight") && !one.contains("colbert_linear.weight"))
  }

  @Test("its configuration is read as it was published")
  func configuration() throws {
    let read = try ModelConfiguration(directory: try #require(Self.source))
    #expect(read.encoder.family == .xlmRoberta)
    #expect(read.encoder.layerCount == 3 && read.encoder.hiddenSize == 48)
    #expect(read.encoder.headCount == 4)
    #expect(read.encoder.feedForwardSize == 96 && read.encoder.vocabularySize == 250_002)
    #expect(read.encoder.firstPosition == 2 && read.encoder.positionLimit == 8192)
    #expect(read.pooling == .cls && read.normalize && read.maxLength == 8192)
  }

  @Test("converted, it is one mapped file with the same bits and the heads inside")
  func converted() async throws {
    let source = try #require(Self.source)
    let target = try TemporaryDirectory()
    let output = target.path.appending("converted")
    try await ModelConverter(model: source).convert(to: output)
    let (one, other) = (
      try open(source), try open(output)
    )
    // Nothing reads the pooler, so it stays behind.
    #expect(other.tensorNames == one.tensorNames.filter { !$0.hasPrefix("pooler.") })
    for name in other.tensorNames {
      let shape = try #require(one.shape(of: name))
      let tensor = try other.tensor(name, shape: shape)
      #expect(tensor.isMapped)
      #expect(try tensor.halves() == one.tensor(name, shape: shape).halves(), "\(name)")
    }
    #expect(
      try ModelConfiguration(directory: output) == ModelConfiguration(directory: source))
  }
}
