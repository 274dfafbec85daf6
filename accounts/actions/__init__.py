"""What can happen on this floor? All writes: applying, vetting, membership, profile, experts, network."""
