/** What a workload asks of a set of pending events; `pop` leaves the earliest event in the three fields. */
export interface PendingEvents {
  time: number;
  kind: number;
  argument: number;
  push(time: number, kind: number, argument: number): void;
  pop(): boolean;
}
