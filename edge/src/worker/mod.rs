//! The shell: the only place that knows the runtime. It moves bytes, time and storage, and decides nothing.

mod admin_api;
mod answers;
mod configuration_api;
mod desk_api;
mod entry;
mod files;
mod marketer_api;
mod promotions_api;
mod register_api;
mod statistics_api;
mod team_api;

mod directory;
mod media_pool;
mod promotions;
mod register;
mod switchboard;

mod download;
mod object;
mod sockets;
mod sql;

mod ask;
mod capacity;
mod chance;
mod clock;
mod config;
mod log;
