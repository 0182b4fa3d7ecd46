import Foundation

// Requests on standard input, answers on standard output, a JSON object a line.
let runner = Runner(try Arguments(Array(CommandLine.arguments.dropFirst())))
while let line = readLine() {
  let request = try JSONDecoder().decode(Request.self, from: Data(line.utf8))
  if request.do == "quit" { break }
  var answer: Answer
  do {
    answer = try await runner.answer(request)
  } catch {
    answer = Answer(error: "\(error)")
  }
  FileHandle.standardOutput.write(try JSONEncoder().encode(answer) + Data("\n".utf8))
}
