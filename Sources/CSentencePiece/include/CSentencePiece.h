#pragma once
#ifdef __cplusplus
extern "C" {
#endif
int trefoil_sp_placeholder(void);
#ifdef __cplusplus
}
#endif
