"""The M/M/1 queue of workloads/mm1.ts in SimPy, written as SimPy's own bank example is.

    mm1_simpy.py mm1 CUSTOMERS

prints "checksum nanoseconds". The random draws are made before the clock starts: a generator written in Python
would be charged to SimPy.
"""

import sys
import time

import simpy


def random_ticks(state, count):
    """The draws of random-ticks.ts."""
    draws = []
    for _ in range(count):
        state ^= (state << 13) & 0xFFFFFFFF
        state ^= state >> 17
        state ^= (state << 5) & 0xFFFFFFFF
        zeros = 32 - state.bit_length()
        fraction = (((state << zeros) << 1) & 0xFFFFFFFF) >> 16
        bend = (((fraction * (65536 - fraction)) >> 16) * 22) >> 6
        draws.append(((zeros + 1) << 16) - fraction - bend)
    return draws


class Bank:
    def __init__(self, customers):
        self.interarrivals = [(5 * ticks) >> 2 for ticks in random_ticks(1, customers)]
        self.services = random_ticks(2, customers)
        self.waited = 0

    def run(self):
        env = simpy.Environment()
        env.process(self.source(env, simpy.Resource(env, capacity=1)))
        env.run()

    def source(self, env, server):
        for interarrival, service in zip(self.interarrivals, self.services):
            yield env.timeout(interarrival)
            env.process(self.customer(env, server, service))

    def customer(self, env, server, service):
        arrived = env.now
        with server.request() as request:
            yield request
            self.waited += env.now - arrived
            yield env.timeout(service)


def mm1(customers):
    bank = Bank(customers)
    start = time.perf_counter_ns()
    bank.run()
    nanoseconds = time.perf_counter_ns() - start
    return bank.waited, nanoseconds


customers = int(sys.argv[-1])
mm1(customers // 8)
print(*mm1(customers))
