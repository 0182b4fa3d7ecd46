internal import CTrefoilKernels

extension RowBlock {
  /// A layer and the rows that it is to multiply.
  @safe
  struct Factor {
    let x: trefoil_rows
    let layer: LinearPointers

    init(x: trefoil_rows, _ layer: LinearPointers) {
      unsafe self.x = x
      self.layer = layer
    }
  }
}
