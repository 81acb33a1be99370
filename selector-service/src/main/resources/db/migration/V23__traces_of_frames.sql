-- Position in the trace of the frame's upload, as in W3C Trace Context; of frames whose trace is kept, one in a hundred by default.
alter table frame add column traceparent text;
