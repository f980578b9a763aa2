"""What people do: one public function is one act, one transaction."""
