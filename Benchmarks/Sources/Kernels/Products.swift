import COpenBLASYardstick
import TrefoilTensor

/// The matrix products: ours in each precision, and OpenBLAS's as a yardstick.
enum Products {
  static func cases(threads: Int) -> [KernelCase] {
    let team = ThreadTeam(count: threads)
    return ProductShape.all.flatMap { shape in
      Precision.allCases.map { ours(shape, $0, team) } + [openBLAS(shape, threads: threads)]
    } + Precision.allCases.map { stream($0, team) }
  }

  /// Rows that are quantized, multiplied and given their bias, as in the encoder.
  private static func ours(
    _ shape: ProductShape, _ precision: Precision, _ team: ThreadTeam
  ) -> KernelCase {
    let layers = [Layer(shape, precision, team)]
    let rows = Rows(shape, precision, team)
    return KernelCase(
      name: "Trefoil \(precision), \(shape.rows) rows, \(shape.name)", threads: team.count,
      operations: shape.operations, ceiling: Best.ceiling(of: precision)
    ) { rows.multiply(layers) }
  }

  /// 12 rows by as many weights as BGE-M3 has, each of which is read from memory once.
  private static func stream(_ precision: Precision, _ team: ThreadTeam) -> KernelCase {
    let shape = ProductShape(name: "stream", rows: 12, out: 4096, depth: 1024)
    let layers = (0..<72).map { _ in Layer(shape, precision, team) }
    let rows = Rows(shape, precision, team)
    let size = precision == .fast ? 1 : 2
    return KernelCase(
      name: "Trefoil \(precision), 12 rows, 302 million weights", threads: team.count,
      bytes: Double(layers.count * shape.out * shape.depth * size),
      ceiling: Ceilings.memoryName(large: true)
    ) { rows.multiply(layers) }
  }

  /// fp32 weights, row-major, as a framework would call it.
  private static func openBLAS(_ shape: ProductShape, threads: Int) -> KernelCase {
    let x = [Float](repeating: 0.5, count: shape.rows * shape.depth)
    let weight = [Float](repeating: 0.25, count: shape.out * shape.depth)
    var y = [Float](repeating: 0, count: shape.rows * shape.out)
    return KernelCase(
      name: "OpenBLAS fp32, \(shape.rows) rows, \(shape.name)", threads: threads,
      operations: shape.operations, ceiling: Best.fp32
    ) {
      openblas_set_num_threads(Int32(threads))
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasTrans, Int32(shape.rows), Int32(shape.out),
        Int32(shape.depth), 1, x, Int32(shape.depth), weight, Int32(shape.depth), 0, &y,
        Int32(shape.out))
    }
  }
}

/// A weight matrix of one value, packed; each of its own memory.
private struct Layer {
  let linear: LinearLayer

  init(_ shape: ProductShape, _ precision: Precision, _ team: ThreadTeam) {
    let packer = WeightPacker(
      precision: precision, shapes: [[shape.out, shape.depth]], team: team)
    // The half 0x3400 is 1/4.
    let halves = HalfTensor(
      halves: [UInt16](repeating: 0x3400, count: shape.out * shape.depth),
      shape: [shape.out, shape.depth])
    linear = LinearLayer(
      weight: packer.pack(halves), bias: [Float](repeating: 0, count: shape.out))
  }
}

/// Inputs, outputs and the memory between them.
private final class Rows {
  private var x: Matrix
  private var y: Matrix
  private var blocks: RowBlocks

  init(_ shape: ProductShape, _ precision: Precision, _ team: ThreadTeam) {
    x = Matrix([Float](repeating: 0.5, count: shape.rows * shape.depth), columns: shape.depth)
    y = Matrix(rows: shape.rows, columns: shape.out)
    blocks = RowBlocks(precision: precision, hidden: shape.depth, inner: 1, team: team)
  }

  func multiply(_ layers: [Layer]) {
    let (from, to) = (x.view(), y.view())
    for layer in layers {
      blocks.run(rows: from.rows) { $0.setProduct(of: from, layer.linear, into: to) }
    }
  }
}
