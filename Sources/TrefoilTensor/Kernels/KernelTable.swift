internal import CTrefoilKernels

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The kernels of one instruction set.
@safe
package struct KernelTable: @unchecked Sendable {
  // Sendable because the table is a constant of the C target that nothing writes.
  let entries: UnsafePointer<trefoil_kernels>
  let products: UnsafePointer<trefoil_product_kernels>
  /// The instruction set whose kernels these are.
  package let instructionSet: InstructionSet

  /// Nil where this build or this processor lacks the instruction set.
  package init?(_ instructionSet: InstructionSet) {
    for index in 0..<trefoil_kernels_count() {
      guard let table = unsafe trefoil_kernels_at(index),
        let products = unsafe trefoil_product_kernels_at(index),
        unsafe String(cString: products.pointee.name) == instructionSet.rawValue
      else { continue }
      guard trefoil_kernels_runs(index) != 0 else { return nil }
      unsafe entries = table
      unsafe self.products = products
      self.instructionSet = instructionSet
      return
    }
    return nil
  }

  /// The kernels that this process uses: the environment's choice, or else the best.
  ///
  /// An environment that asks for the impossible is reported by `InstructionSet.chosen`, which
  /// whoever opens a model calls; here it means the best.
  package static let current: KernelTable = {
    let wanted =
      (try? InstructionSet.chosen(environment: ProcessInfo.processInfo.environment)) ?? .best
    guard let table = KernelTable(wanted) else {
      preconditionFailure("no kernels for \(wanted), though it is available")
    }
    return table
  }()
}
