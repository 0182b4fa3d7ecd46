/// A linear layer's parts where C finds them, valid as long as the layer, without references that
/// each use would count.
@safe
struct LinearPointers {
  let out: Int
  let depth: Int
  let panels: UnsafeRawPointer
  /// How many bytes there are behind the panels.
  let bytesBehind: Int
  let scales: UnsafePointer<Float>?
  let corrections: UnsafePointer<Int32>?
  let bias: UnsafePointer<Float>?
  let factors: UnsafePointer<Float>?
}

extension LinearLayer {
  func withPointers(_ body: (LinearPointers) -> Void) {
    unsafe weight.withPanels { panels in
      unsafe weight.scales.withUnsafeBufferPointer { scales in
        unsafe weight.corrections.withUnsafeBufferPointer { corrections in
          unsafe bias.withUnsafeBufferPointer { bias in
            unsafe weight.factors.withUnsafeBufferPointer { factors in
              body(
                unsafe LinearPointers(
                  out: out, depth: weight.depth, panels: panels,
                  bytesBehind: weight.bytesBehind, scales: scales.baseAddress,
                  corrections: corrections.baseAddress, bias: bias.baseAddress,
                  factors: factors.isEmpty ? nil : factors.baseAddress))
            }
          }
        }
      }
    }
  }
}
