//! The clients against real HTTP. They are one program, since each program is linked with all clients again.

mod answers;
mod clouds;
mod contents;
mod encodings;
mod errors;
mod forms;
mod forms_flow;
mod forms_values;
mod key_pairs;
mod limits;
mod long_running;
mod names;
mod options;
mod own_errors;
mod replay;
mod requests;
mod resume;
mod retries;
mod rotation;
mod rotation_faults;
mod rotation_options;
mod rules;
mod secrets;
mod simulator;
mod versions;
