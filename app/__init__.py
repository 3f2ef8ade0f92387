"""Architecture Advisor: questions about a workload in, an AWS architecture with reasons and cost out."""
