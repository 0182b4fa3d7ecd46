internal import SystemPackage
internal import TrefoilCheckpoint
internal import TrefoilFiles
internal import TrefoilTensor

/// What a converted file will hold, in its order.
///
/// Panels come first: their sizes are multiples of a cache line, so that all of them begin at one.
struct ConversionPlan {
  /// A tensor of the file.
  struct Piece {
    let entry: SafetensorsHeader.Entry
    let content: Content
  }

  /// Where a tensor's bytes come from.
  enum Content {
    /// The model's tensor of the same name, as halves.
    case tensor
    /// A part of a product's weight, once it is packed.
    case part(PackedWeight.Part, EncoderProduct, Precision)
  }

  let pieces: [Piece]
  /// What the file says of itself.
  let metadata: [String: String]

  /// Plans a plain fp16 file or, with a precision, a packed one.
  ///
  /// - Throws: `CheckpointError` for a tensor that is missing or has another shape.
  init(
    _ checkpoint: Checkpoint, _ configuration: EncoderConfiguration, _ precision: Precision?
  ) throws(CheckpointError) {
    let plain = try Self.plain(checkpoint, configuration)
    guard let precision else {
      pieces = plain
      metadata = [:]
      return
    }
    var products = configuration.products.map { ($0, precision) }
    if let head = checkpoint.colbertProduct(hidden: configuration.hiddenSize) {
      try checkpoint.requireShape(head.shape, of: head.weight)
      products.append((head, precision.ofHeads))
    }
    let packed = Set(products.map { $0.0.weight })
    pieces =
      PackedWeight.Part.allCases.flatMap { part in
        products.compactMap { Self.piece(part, of: $0.0, $0.1) }
      } + plain.filter { !packed.contains($0.entry.name) }
    metadata = Packing(precision).metadata
  }

  /// The backbone's tensors, and those of whichever heads the model has.
  private static func plain(
    _ checkpoint: Checkpoint, _ configuration: EncoderConfiguration
  ) throws(CheckpointError) -> [Piece] {
    let hidden = configuration.hiddenSize
    let heads = [
      (HeadName.sparse, checkpoint.contains(HeadName.sparse.weight) ? 1 : nil),
      (HeadName.colbert, checkpoint.colbertDimension),
    ]
    let tensors =
      configuration.tensorShapes
      + heads.flatMap { head, out in
        out.map { [(head.weight, [$0, hidden]), (head.bias, [$0])] } ?? []
      }
    return try tensors.map { name, shape throws(CheckpointError) in
      try checkpoint.requireShape(shape, of: name)
      let count = try checkpoint.stored(name, shape: shape).count
      return Piece(
        entry: SafetensorsHeader.Entry(
          name: name, type: .float16, shape: shape,
          byteCount: count * NumberType.float16.size),
        content: .tensor)
    }
  }

  private static func piece(
    _ part: PackedWeight.Part, of product: EncoderProduct, _ precision: Precision
  ) -> Piece? {
    product.layout(of: part, precision).map { layout in
      Piece(
        entry: SafetensorsHeader.Entry(
          name: packedName(part, of: product.weight), type: layout.type,
          shape: layout.shape, byteCount: layout.size),
        content: .part(part, product, precision))
    }
  }
}

/// Makes a plan's pieces, a matrix at a time.
struct PieceWriter {
  private let checkpoint: Checkpoint
  private let configuration: EncoderConfiguration
  private let team: ThreadTeam
  /// The small parts of the matrices whose panels are written, by their names in the file.
  private var parts: [String: [UInt8]] = [:]

  init(_ checkpoint: Checkpoint, _ configuration: EncoderConfiguration, team: ThreadTeam) {
    self.checkpoint = checkpoint
    self.configuration = configuration
    self.team = team
  }

  /// Writes a piece; the panels of a matrix come before its other parts.
  mutating func write(_ piece: ConversionPlan.Piece, to file: FileDescriptor) throws {
    switch piece.content {
    case .tensor:
      try checkpoint.tensor(piece.entry.name, shape: piece.entry.shape).write(to: file)
    case .part(.panels, let product, let precision):
      let packer = WeightPacker(precision: precision, shapes: [product.shape], team: team)
      let weight = try checkpoint.weight(product, configuration, packedBy: packer)
      guard weight.hasFiniteScales else {
        throw try checkpoint.notFinite(product.weight, shape: product.shape)
      }
      for part in PackedWeight.Part.allCases
      where part != .panels && product.layout(of: part, precision) != nil {
        parts[packedName(part, of: product.weight)] = weight.bytes(of: part)
      }
      try weight.writePanels(to: file)
    case .part:
      guard let bytes = parts.removeValue(forKey: piece.entry.name) else {
        preconditionFailure("“\(piece.entry.name)” before its panels")
      }
      _ = try file.writeAll(bytes)
    }
  }
}

extension Checkpoint {
  /// The error for a tensor that holds an infinity or a NaN.
  fileprivate func notFinite(_ name: String, shape: [Int]) throws(CheckpointError)
    -> CheckpointError
  {
    let index = try tensor(name, shape: shape).floats().firstIndex { !$0.isFinite } ?? 0
    return .malformed(
      file: try stored(name, shape: shape).file.path,
      reason: "“\(name)” holds a number that is not finite at place \(index)")
  }
}
