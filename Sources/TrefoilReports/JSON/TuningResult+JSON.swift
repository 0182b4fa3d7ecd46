package import TrefoilEvaluation
internal import TrefoilFormats

extension TuningResult {
  /// The result as a JSON object on one line, without its end; `isWritten` says whether the best
  /// weights are now those of the model.
  package func json(isWritten: Bool) -> String {
    var json = JSONText()
    json.value(TuningRecord(self, isWritten: isWritten))
    return json.text
  }
}
