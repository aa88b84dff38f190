#ifndef METER_H
#define METER_H

#ifdef __cplusplus
extern "C" {
#endif

/* Adds a reading and returns their number. */
__declspec(dllexport) int meter_add(int reading);

/* The mean of the readings, shown by the gauge's scale. */
__declspec(dllexport) int meter_show(void);

#ifdef __cplusplus
}
#endif

#endif
