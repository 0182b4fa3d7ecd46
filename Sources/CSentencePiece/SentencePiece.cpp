#include "CSentencePiece.h"
#include <sentencepiece_processor.h>
extern "C" int trefoil_sp_placeholder(void) { return 0; }
