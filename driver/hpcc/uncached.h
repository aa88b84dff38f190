/*
 * What compiler caches have to know.
 */
#ifndef HP_UNCACHED_H
#define HP_UNCACHED_H

struct hp_configuration;

/* Why no compiler cache may keep the object, in words; NULL: it may. A cache gives back neither reports nor manifest
 * lines, and does not look at our variables before it gives back an object. */
const char *hp_uncached_reason(const struct hp_configuration *configuration);

/* Fills in the dependencies: configuration file, list files, and for ccache's depend mode the file `uncached` where
 * no cache may keep the object. */
void hp_uncached_depend(struct hp_configuration *configuration, const char *uncached);

#endif
