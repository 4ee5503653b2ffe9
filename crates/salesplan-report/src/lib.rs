//! salesplan-report
