internal import CTrefoilKernels

/// The late-interaction kernels of one instruction set.
@safe
struct MaxSimTable: @unchecked Sendable {
  // Sendable because the table is a constant of the C target that nothing writes.
  let entries: UnsafePointer<trefoil_maxsim_kernels>

  /// Nil where this build or this processor lacks the instruction set.
  init?(_ instructionSet: InstructionSet) {
    for index in 0..<trefoil_maxsim_kernels_count() {
      guard let table = unsafe trefoil_maxsim_kernels_at(index),
        unsafe String(cString: table.pointee.name) == instructionSet.rawValue
      else { continue }
      guard trefoil_maxsim_kernels_runs(index) != 0 else { return nil }
      unsafe entries = table
      return
    }
    return nil
  }

  /// The kernels that this process uses, those of `KernelTable.current`.
  static let current: MaxSimTable = {
    let instructionSet = KernelTable.current.instructionSet
    guard let table = MaxSimTable(instructionSet) else {
      preconditionFailure("no late-interaction kernels for \(instructionSet)")
    }
    return table
  }()
}
