/*
 * Who may send how much: one policy object for each class of client, chosen at run time.
 */
#ifndef LIMITER_HPP
#define LIMITER_HPP

#include "rt.h"

enum class Verdict { Allow, Delay, Refuse };

class Policy
{
      public:
	constexpr explicit Policy(const char *policy_name) : name(policy_name)
	{
	}
	virtual ~Policy() = default;
	virtual Verdict allow(u32 cost, u32 now_us) = 0;
	virtual void reset();

	const char *name;
	u32 allowed = 0, refused = 0;

      protected:
	Verdict count(Verdict verdict);
	static u32 total_refused;
};

class TokenBucket : public Policy
{
      public:
	constexpr TokenBucket(const char *policy_name, u32 size, u32 per_ms)
	    : Policy(policy_name), capacity(size), rate(per_ms), tokens(size)
	{
	}
	Verdict allow(u32 cost, u32 now_us) override;
	void reset() override;

      private:
	u32 capacity, rate, tokens;
	u32 last_us = 0;
};

class FixedWindow : public Policy
{
      public:
	constexpr FixedWindow(const char *policy_name, u32 window, u32 most)
	    : Policy(policy_name), window_us(window), limit(most)
	{
	}
	Verdict allow(u32 cost, u32 now_us) override;

      private:
	u32 window_us, limit;
	u32 used = 0, started_us = 0;
};

/* Whether a client of the class may do something of that cost now. */
Verdict limiter_check(u32 client_class, u32 cost);

/* The load, 0 to 1, as an average that forgets. */
double limiter_load();

#endif
