-- Header traceparent (W3C Trace Context) of the event that registered the frame; absent unless the trace is recorded. The
-- batch that the frame is selected for becomes part of that trace.
alter table frame add column trace_parent text;
