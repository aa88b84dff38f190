/*
 * The service's interface: what service.dll exports.
 */
#ifndef SERVICE_HPP
#define SERVICE_HPP

#include "rt.h"

extern "C" {

/* Handles a request such as "GET key", "PUT key=value", "DEL key", "STATS". The status, as HTTP numbers them. */
__declspec(dllexport) int service_handle(u32 client_class, const char *request, char *response, size_t size);

/* Sets a tunable by name ("cache_ttl_us", "bucket0"). 0 if there is no such. */
__declspec(dllexport) int service_tune(const char *name, u32 value);

__declspec(dllexport) u32 service_version();
}

#endif
