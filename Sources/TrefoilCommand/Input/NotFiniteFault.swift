internal import Trefoil
package import TrefoilErrors
package import TrefoilFiles

/// An output of a line's text is infinite or no number.
package struct NotFiniteFault: LineFaultCause {
  /// What the output is called.
  package let output: String

  /// The model is at fault more than the text.
  package var kind: ErrorKind { .internalFault }

  /// What is wrong with the line, and what to do, as a clause.
  package var description: String {
    "the text's \(output) output is not finite, as the checkpoint's weights overflow; check the"
      + " file's checksum, or convert the model from its original"
  }
}
