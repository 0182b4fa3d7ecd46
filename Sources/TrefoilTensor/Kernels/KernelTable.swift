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
  private let kernels: UnsafePointer<trefoil_kernels>
  /// The instruction set whose kernels these are.
  package let instructionSet: InstructionSet

  /// Nil where this build or this processor lacks the instruction set.
  package init?(_ instructionSet: InstructionSet) {
    for index in Self.runningIndices {
      guard let kernels = unsafe trefoil_kernels_at(index),
        unsafe String(cString: kernels.pointee.name) == instructionSet.rawValue
      else { continue }
      unsafe self.kernels = kernels
      self.instructionSet = instructionSet
      return
    }
    return nil
  }

  /// The names of the instruction sets that this build holds and this processor runs, each
  /// preferred to those before it.
  static var names: [String] {
    runningIndices.compactMap { index in
      unsafe trefoil_kernels_at(index).map { unsafe String(cString: $0.pointee.name) }
    }
  }

  private static var runningIndices: [Int] {
    (0..<trefoil_kernels_count()).filter { trefoil_kernels_runs($0) != 0 }
  }

  /// Whether the compiler optimized the kernels.
  ///
  /// A debug build does not, which makes them some fifty times slower; SwiftPM has no setting for it
  /// but unsafe flags.
  package static var isOptimized: Bool { trefoil_kernels_are_optimized() != 0 }

  var elementwise: trefoil_elementwise_kernels { unsafe kernels.pointee.elementwise.pointee }
  var convert: trefoil_convert_kernels { unsafe kernels.pointee.convert.pointee }
  var products: trefoil_product_kernels { unsafe kernels.pointee.products.pointee }
  var attention: trefoil_attention_kernels { unsafe kernels.pointee.attention.pointee }
  var maxsim: trefoil_maxsim_kernels { unsafe kernels.pointee.maxsim.pointee }
  var scan: trefoil_scan_kernels { unsafe kernels.pointee.scan.pointee }
  var sparse: trefoil_sparse_kernels { unsafe kernels.pointee.sparse.pointee }

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
